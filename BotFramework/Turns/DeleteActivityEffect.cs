namespace AssistantBot.BotFramework.Turns;

/// <summary>Delete something said before in the turn's own conversation.</summary>
/// <param name="TargetId">Local id or channel id of what is deleted.</param>
public sealed record DeleteActivityEffect(string TargetId) : TurnEffect;
