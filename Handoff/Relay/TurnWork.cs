using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Handoff.Relay;

/// <summary>The unit of work of a turn. An adapter without one (a plain test) gets one whose effects go nowhere.</summary>
public static class TurnWork
{
    /// <summary>The turn's unit of work.</summary>
    public static TurnUnitOfWork Of(ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (turnContext.TurnState.Get<TurnUnitOfWork>() is { } work)
            return work;
        var activity = turnContext.Activity;
        work = new TurnUnitOfWork(new ConversationKey(activity.ChannelId ?? "", activity.Conversation?.Id ?? ""), 0);
        turnContext.TurnState.Set(work);
        return work;
    }
}
