namespace AssistantBot.BotFramework.Turns.State;

/// <summary>State of one person in one conversation. Key: <c>{channelId}/conversations/{conversationId}/users/{fromId}</c>.</summary>
public sealed class PrivateConversationState : BotState
{
    /// <summary>Creates the state.</summary>
    /// <param name="storage">Used when the turn brings none; null when every turn does.</param>
    public PrivateConversationState(IStorage? storage = null)
        : base(storage, nameof(PrivateConversationState))
    {
    }

    /// <inheritdoc/>
    protected override string GetStorageKey(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        return $"{Require(activity.ChannelId, "channelId")}/conversations/{Require(activity.Conversation?.Id, "conversation.id")}/users/{Require(activity.From?.Id, "from.id")}";
    }
}
