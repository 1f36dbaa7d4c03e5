using AssistantBot.Handoff.Requests;

namespace AssistantBot.Storage.DataLife;

/// <summary>Where a person has left something.</summary>
/// <param name="Person">Who.</param>
/// <param name="Conversations">Conversations.</param>
/// <param name="Handoffs">Their handoffs, open and closed.</param>
/// <param name="Rows">Rows about them in conversations of assistants.</param>
public sealed record PersonTraces(
    PersonKey Person, IReadOnlyList<TracedConversation> Conversations, IReadOnlyList<HandoffRequest> Handoffs, IReadOnlyList<TracedRow> Rows)
{
    /// <summary>True when nothing is left of them.</summary>
    public bool IsEmpty => Conversations.Count == 0 && Handoffs.Count == 0 && Rows.Count == 0;
}
