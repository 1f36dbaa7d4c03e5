using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Assignment;

/// <summary>Everyone sees the handoff; the first to accept has it.</summary>
internal sealed class OfferToAll : IAssignmentPolicy
{
    /// <inheritdoc/>
    public string Name => "OfferToAll";

    /// <inheritdoc/>
    public IReadOnlyList<string> Offer(HandoffRequest request) => [];
}
