namespace AssistantBot.BotFramework.Turns;

/// <summary>Runs around every turn, in the order of registration; the first is the outermost.</summary>
public interface IMiddleware
{
    /// <summary>Handles the turn; not calling <paramref name="next"/> ends it here.</summary>
    Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default);
}
