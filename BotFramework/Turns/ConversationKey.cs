namespace AssistantBot.BotFramework.Turns;

/// <summary>Names a conversation across channels. Both parts are compared byte for byte.</summary>
/// <param name="ChannelId">The channel, for example <c>msteams</c> or <c>directline</c>.</param>
/// <param name="ConversationId">The channel's conversation id; for a Teams thread it includes <c>;messageid=ROOT</c>. A thread that is still to be created has an id of ours, see <see cref="PostInternalActivityEffect"/>.</param>
public readonly record struct ConversationKey(string ChannelId, string ConversationId)
{
    /// <summary>For logs and keys: <c>channel|conversation</c>.</summary>
    public override string ToString() => $"{ChannelId}|{ConversationId}";
}
