namespace AssistantBot.BotFramework.Schema;

/// <summary>Body of the answer to <c>deliveryMode: expectReplies</c>.</summary>
public sealed class ExpectedReplies : ProtocolObject
{
    /// <summary>The bot's activities, in order.</summary>
    public IList<Activity> Activities { get; set; } = [];
}
