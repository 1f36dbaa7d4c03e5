namespace AssistantBot.BotFramework.Turns;

/// <summary>Forget a timer.</summary>
/// <param name="Name">Its name.</param>
public sealed record CancelTimerEffect(string Name) : TurnEffect;
