namespace AssistantBot.BotFramework.Turns.State;

/// <summary>State of a conversation, whoever speaks. Key: <c>{channelId}/conversations/{conversationId}</c>.</summary>
public sealed class ConversationState : BotState
{
    /// <summary>Creates the state.</summary>
    /// <param name="storage">Used when the turn brings none; null when every turn does.</param>
    public ConversationState(IStorage? storage = null)
        : base(storage, nameof(ConversationState))
    {
    }

    /// <inheritdoc/>
    protected override string GetStorageKey(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        // A durable turn knows its conversation by one key for good, also when the channel gave a new thread its id only later.
        if (turnContext.TurnState.Get<TurnUnitOfWork>() is { Conversation: var conversation })
            return $"{conversation.ChannelId}/conversations/{conversation.ConversationId}";
        var activity = turnContext.Activity;
        return $"{Require(activity.ChannelId, "channelId")}/conversations/{Require(activity.Conversation?.Id, "conversation.id")}";
    }
}
