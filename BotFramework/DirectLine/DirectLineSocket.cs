using System.Buffers;
using System.Net.WebSockets;
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

    // Ten thousand sockets stay open for hours and say nothing: what an idle one has no use for is not made.
    private readonly Lock _gate = new();
    private Queue<Activity>? _ephemeral;
    private HashSet<string>? _finishedStreams;
    private TaskCompletionSource? _sleeping;
    private bool _woken;

    /// <summary>Runs until the client goes, misbehaves or the server stops.</summary>
    public async Task RunAsync(long after, FeedMemory memory, CancellationToken stopping)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var watch = signals.Watch(conversation, Wake);
        using var typing = ephemeral.Watch(conversation, activity =>
        {
            Take(activity);
            Wake();
        });
        // Signals may get lost; looking again now and then bounds what that costs.
        var sweep = TimeSpan.FromMilliseconds(Random.Shared.Next(10_000, 20_000));
        using var timer = time.CreateTimer(static socket => ((DirectLineSocket)socket!).Wake(), this, sweep, sweep);
        // Not linked to stopping: cancelling a receive aborts the socket, and then nobody could say goodbye.
        using var silence = new CancellationTokenSource();
        using var awake = closing.Token.UnsafeRegister(static socket => ((DirectLineSocket)socket!).Wake(), this);
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

    private void Wake()
    {
        lock (_gate)
        {
            _woken = _sleeping is null;
            _sleeping?.TrySetResult();
            _sleeping = null;
        }
    }

    private Task SleepAsync()
    {
        lock (_gate)
        {
            if (_woken)
            {
                _woken = false;
                return Task.CompletedTask;
            }

            _sleeping = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _sleeping.Task;
        }
    }

    // A socket that does not keep up loses the oldest.
    private void Take(Activity activity)
    {
        lock (_gate)
        {
            _ephemeral ??= new Queue<Activity>();
            if (_ephemeral.Count == EphemeralBacklog)
                _ephemeral.Dequeue();
            _ephemeral.Enqueue(activity);
        }
    }

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
                now?.RemoveAll(IsOfFinishedStream);
                if (now is { Count: > 0 })
                    await SendAsync(ActivitySetWriter.Write(now, null), cancellationToken).ConfigureAwait(false);
                now = null;
                if (page.Activities.Count > 0)
                    await SendAsync(ActivitySetWriter.Write(page.Activities, page.Position), cancellationToken).ConfigureAwait(false);
                position = page.Position;
            }
            while (page.HasMore);

            await SleepAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Of a stream only the newest chunk says anything: each holds the whole text so far.
    private List<Activity>? DrainEphemeral()
    {
        Queue<Activity> waiting;
        lock (_gate)
        {
            if (_ephemeral is not { Count: > 0 })
                return null;
            (waiting, _ephemeral) = (_ephemeral, null);
        }

        var drained = new List<Activity>();
        foreach (var activity in waiting)
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
                (_finishedStreams ??= new(StringComparer.Ordinal)).Add(stream);
        }
    }

    private bool IsOfFinishedStream(Activity chunk) => DirectLineView.StreamIdOf(chunk) is { } stream && _finishedStreams?.Contains(stream) == true;

    private async Task SendAsync(ArrayBufferWriter<byte> frame, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(SendTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, linked.Token).ConfigureAwait(false);
    }

    /// <summary>Reads what clients send: empty keep-alives. Anything that looks like more ends the socket.</summary>
    private async Task ReceiveAsync(CancellationTokenSource closing, CancellationToken silence)
    {
        // What clients send is empty.
        var buffer = new byte[64];
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
                // What does not fit into the buffer comes in pieces, which are no frames of their own; an empty piece is.
                if ((received.EndOfMessage || received.Count == 0) && ++frames > MaxFramesPerWindow)
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
