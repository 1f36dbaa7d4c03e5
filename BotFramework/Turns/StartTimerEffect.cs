namespace AssistantBot.BotFramework.Turns;

/// <summary>Wake this conversation up later with an event named <paramref name="Name"/>. Setting a name again replaces it.</summary>
/// <param name="Name">Name of the event, unique within the conversation.</param>
/// <param name="DueUtc">When, by the database's clock.</param>
/// <param name="Value">JSON for the event's value, or null.</param>
public sealed record StartTimerEffect(string Name, DateTimeOffset DueUtc, string? Value = null) : TurnEffect;
