using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Sends what is never stored nor replayed: typing and chunks of a stream.</summary>
public interface IEphemeralSender
{
    /// <summary>True when this sender serves the channel.</summary>
    bool Serves(string channelId);

    /// <summary>Sends now, within a deadline of its own. Failures are outcomes, not exceptions.</summary>
    ValueTask<EphemeralOutcome> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken);
}
