namespace AssistantBot.BotFramework.Turns.State;

/// <summary>State of a person on a channel, across conversations. Key: <c>{channelId}/users/{fromId}</c>.</summary>
public sealed class UserState : BotState
{
    /// <summary>Creates the state.</summary>
    /// <param name="storage">Used when the turn brings none; null when every turn does.</param>
    public UserState(IStorage? storage = null)
        : base(storage, nameof(UserState))
    {
    }

    /// <inheritdoc/>
    protected override string GetStorageKey(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        return $"{Require(activity.ChannelId, "channelId")}/users/{Require(activity.From?.Id, "from.id")}";
    }
}
