using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>
/// One open socket: sends the feed from a position on, then whatever comes. Rows are read when they can be sent, so a slow reader costs
/// nothing but its own socket, which is dropped when a frame cannot be written in time.
/// </summary>
internal sealed class DirectLineSocket(
    WebSocket socket, ConversationKey conversation, DirectLineFeed feed, IConversationSignals signals, IEphemeralFeed ephemeral, TimeProvider time)
{
    internal static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
    private const int MaxFrameBytes = 4096;
    private const int MaxFramesPerWindow = 60;
    private static readonly TimeSpan FrameWindow = TimeSpan.FromSeconds(30);

    private const int EphemeralBacklog = 32;

    // A socket that does not keep up loses the oldest.
    private readonly Channel<Activity> _ephemeral =
        Channel.CreateBounded<Activity>(new BoundedChannelOptions(EphemeralBacklog) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly HashSet<string> _finishedStreams = new(StringComparer.Ordinal);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Runs until the client goes, misbehaves or the server stops.</summary>
    public async Task RunAsync(long after, FeedMemory memory, CancellationToken stopping)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var watch = signals.Watch(conversation, Wake);
        using var typing = ephemeral.Watch(conversation, activity =>
        {
            _ephemeral.Writer.TryWrite(activity);
            Wake();
        });
        // Signals may get lost; looking again now and then bounds what that costs.
        var sweep = TimeSpan.FromMilliseconds(Random.Shared.Next(10_000, 20_000));
        using var timer = time.CreateTimer(_ => Wake(), null, sweep, sweep);
        // Not linked to stopping: cancelling a receive aborts the socket, and then nobody could say goodbye.
        using var silence = new CancellationTokenSource();
        var receiving = ReceiveAsync(closing, silence.Token);
        try
        {
            await SendFeedAsync(after, memory, closing.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The client went, was too slow, or the server stops; it comes back with its watermark.
        }
        finally
        {
            await CloseAsync(stopping.IsCancellationRequested).ConfigureAwait(false);
            // Tearing the connection down now could overtake the farewell; the client's own ends the wait.
            silence.CancelAfter(CloseTimeout);
            await receiving.ConfigureAwait(false);
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private async Task SendFeedAsync(long position, FeedMemory memory, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = DrainEphemeral();
            FeedPage page;
            do
            {
                page = await feed.ReadAsync(conversation, position, memory, cancellationToken).ConfigureAwait(false);
                NoteFinishedStreams(page.Activities);
                now.RemoveAll(IsOfFinishedStream);
                if (now.Count > 0)
                    await SendAsync(ActivitySetWriter.Write(now, null), cancellationToken).ConfigureAwait(false);
                now.Clear();
                if (page.Activities.Count > 0)
                    await SendAsync(ActivitySetWriter.Write(page.Activities, page.Position), cancellationToken).ConfigureAwait(false);
                position = page.Position;
            }
            while (page.HasMore);

            await _wake.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Of a stream only the newest chunk says anything: each holds the whole text so far.
    private List<Activity> DrainEphemeral()
    {
        var drained = new List<Activity>();
        while (_ephemeral.Reader.TryRead(out var activity))
        {
            if (DirectLineView.StreamIdOf(activity) is { } stream)
                drained.RemoveAll(earlier => DirectLineView.StreamIdOf(earlier) == stream);
            drained.Add(activity);
        }

        return drained;
    }

    private void NoteFinishedStreams(IReadOnlyList<Activity> activities)
    {
        foreach (var activity in activities)
        {
            if (DirectLineView.StreamIdOf(activity) is { } stream)
                _finishedStreams.Add(stream);
        }
    }

    private bool IsOfFinishedStream(Activity chunk) => DirectLineView.StreamIdOf(chunk) is { } stream && _finishedStreams.Contains(stream);

    private async Task SendAsync(ArrayBufferWriter<byte> frame, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(SendTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, linked.Token).ConfigureAwait(false);
    }

    /// <summary>Reads what clients send: empty keep-alives. Anything that looks like more ends the socket.</summary>
    private async Task ReceiveAsync(CancellationTokenSource closing, CancellationToken silence)
    {
        var buffer = new byte[512];
        try
        {
            var frames = 0;
            var frameBytes = 0;
            var windowStart = time.GetTimestamp();
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), silence).ConfigureAwait(false);
                frameBytes += received.Count;
                if (received.MessageType != WebSocketMessageType.Text || frameBytes > MaxFrameBytes)
                    break;
                if (received.EndOfMessage)
                    frameBytes = 0;
                if (time.GetElapsedTime(windowStart) > FrameWindow)
                    (frames, windowStart) = (0, time.GetTimestamp());
                if (++frames > MaxFramesPerWindow)
                    break;
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // Closed under us.
        }
        finally
        {
            await closing.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task CloseAsync(bool stopping)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        using var deadline = new CancellationTokenSource(CloseTimeout, time);
        try
        {
            await socket.CloseOutputAsync(
                stopping ? WebSocketCloseStatus.EndpointUnavailable : socket.CloseStatus is null ? WebSocketCloseStatus.PolicyViolation : WebSocketCloseStatus.NormalClosure,
                null,
                deadline.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }
}
