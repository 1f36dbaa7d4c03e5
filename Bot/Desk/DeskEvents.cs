using System.Net.Mime;
using System.Text;
using System.Threading.Channels;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Bot.Desk;

/// <summary>
/// Tells open desks that something changed, as server-sent events. They carry no content: the desk reads again what it may see, so a
/// lost event costs a moment and a wrong audience learns nothing.
/// </summary>
internal sealed class DeskEvents : IDisposable
{
    private static readonly TimeSpan Coalescing = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private static readonly byte[] Changed = "event: changed\ndata: {}\n\n"u8.ToArray();
    private static readonly byte[] Comment = ": here\n\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly HashSet<Channel<bool>> _listeners = [];
    private readonly IDisposable _watch;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;

    public DeskEvents(IConversationSignals signals, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _lifetime = lifetime;
        _time = time;
        _watch = signals.WatchAll(_ => Announce());
    }

    /// <summary>Tells every open desk to look.</summary>
    public void Announce()
    {
        lock (_gate)
        {
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(true);
        }
    }

    /// <summary>Writes events until the page goes away or the program stops.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = MediaTypeNames.Text.EventStream;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _lifetime.ApplicationStopping);
        lock (_gate)
            _listeners.Add(changes);
        try
        {
            await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes("retry: 1000\n\n"), stop.Token);
            await http.Response.Body.FlushAsync(stop.Token);
            while (true)
            {
                var changed = await WaitAsync(changes.Reader, stop.Token);
                await http.Response.Body.WriteAsync(changed ? Changed : Comment, stop.Token);
                await http.Response.Body.FlushAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page closed or the program stops: the usual end.
        }
        finally
        {
            lock (_gate)
                _listeners.Remove(changes);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();

    // True for a change, false when it is time for a sign of life.
    private async Task<bool> WaitAsync(ChannelReader<bool> changes, CancellationToken cancellationToken)
    {
        using var alarm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        alarm.CancelAfter(KeepAlive);
        try
        {
            await changes.WaitToReadAsync(alarm.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        // A turn commits several rows; one look serves them all.
        await Task.Delay(Coalescing, _time, cancellationToken);
        changes.TryRead(out _);
        return true;
    }
}
