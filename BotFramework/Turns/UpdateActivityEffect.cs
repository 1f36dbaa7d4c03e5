using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Replace something said before in the turn's own conversation.</summary>
/// <param name="TargetId">Local id or channel id of what is replaced.</param>
/// <param name="Activity">The replacement.</param>
public sealed record UpdateActivityEffect(string TargetId, Activity Activity) : TurnEffect;
