using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>Say something in the turn's own conversation.</summary>
/// <param name="LocalId">Id of ours, mapped to the channel's when sent. On Direct Line it is the activity's id.</param>
/// <param name="Activity">What to send, addressed.</param>
public sealed record SendActivityEffect(string LocalId, Activity Activity) : TurnEffect;
