using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Sends what is never stored nor replayed: typing and chunks of a stream.</summary>
public interface IEphemeralSender
{
    /// <summary>True when this sender serves the channel.</summary>
    bool Serves(string channelId);

    /// <summary>Sends now, best effort.</summary>
    /// <returns>The id the channel gave (Teams: the stream id for the first chunk), or null.</returns>
    ValueTask<string?> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken);
}
