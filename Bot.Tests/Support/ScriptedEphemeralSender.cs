using System.Threading.Channels;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.Support;

/// <summary>A channel that shows chunks as the test says, gives the first of a stream an id, and tells when each has come.</summary>
internal sealed class ScriptedEphemeralSender(Func<Activity, Task<EphemeralOutcome>>? script = null) : IEphemeralSender
{
    private readonly Channel<Activity> _chunks = Channel.CreateUnbounded<Activity>();
    private int _lastStream;
    private int _count;

    /// <summary>How many chunks have come.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool Serves(string channelId) => true;

    public async ValueTask<EphemeralOutcome> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(activity.Text))
            return new EphemeralOutcome(EphemeralOutcomeKind.Shown);
        Interlocked.Increment(ref _count);
        _chunks.Writer.TryWrite(activity);
        return script is null ? Shown(activity) : await script(activity);
    }

    /// <summary>As a channel that takes it.</summary>
    public EphemeralOutcome Shown(Activity chunk) =>
        new(EphemeralOutcomeKind.Shown) { Id = StreamInfo.Of(chunk)?.GetString(StreamInfo.StreamId) ?? $"s{Interlocked.Increment(ref _lastStream)}" };

    /// <summary>The next chunk.</summary>
    public Task<Activity> NextAsync() => _chunks.Reader.ReadAsync().AsTask().WaitAsync(Patience.Generous);
}
