namespace AssistantBot.BotFramework.Turns;

/// <summary>A bot: handles one turn.</summary>
public interface IBot
{
    /// <summary>Handles the incoming activity of the turn.</summary>
    Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default);
}
