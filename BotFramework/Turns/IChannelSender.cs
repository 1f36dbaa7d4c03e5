namespace AssistantBot.BotFramework.Turns;

/// <summary>Sends outbox rows to a channel. Direct Line has none: there the transcript is the feed.</summary>
public interface IChannelSender
{
    /// <summary>True when this sender serves the channel.</summary>
    bool Serves(string channelId);

    /// <summary>Makes one attempt, within a deadline of its own. Expected failures are outcomes, not exceptions.</summary>
    Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken);
}
