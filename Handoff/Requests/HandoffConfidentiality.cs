using AssistantBot.Triage;

namespace AssistantBot.Handoff.Requests;

/// <summary>Which reasons are shown to the accepter alone.</summary>
public static class HandoffConfidentiality
{
    /// <summary>True for distress, conflict and sensitive matters, and whenever life may be in danger.</summary>
    public static bool IsConfidential(TriageReason reason, bool dangerToLife) =>
        dangerToLife || reason is TriageReason.Distress or TriageReason.Conflict or TriageReason.Sensitive;

    /// <summary>True for reasons whose offer or handoff is never limited and which the bot never answers lightly.</summary>
    public static bool IsGrave(TriageReason reason) => reason is TriageReason.Distress or TriageReason.Conflict or TriageReason.Sensitive;
}
