using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Handoff.Requests;

/// <summary>Add a line to a handoff's history that changes nothing else, such as a note.</summary>
/// <param name="Event">The line.</param>
public sealed record HandoffNoteEffect(HandoffEvent Event) : TurnEffect;
