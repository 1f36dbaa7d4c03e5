using AssistantBot.Triage;

namespace AssistantBot.Dialogs;

/// <summary>A question the bot asked. Anything but an answer to it is a new message, and the question is dropped.</summary>
/// <param name="Kind">What was asked.</param>
/// <param name="Question">The person's message that led to it.</param>
public sealed record PendingQuestion(PendingKind Kind, string Question)
{
    /// <summary>Offer: why a person is needed.</summary>
    public TriageReason Reason { get; init; }

    /// <summary>Offer: the signals.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Clarify: what can be chosen, in the order shown.</summary>
    public IReadOnlyList<PendingChoice> Choices { get; init; } = [];

    /// <summary>Satisfaction: reference of the handoff.</summary>
    public string? Reference { get; init; }
}
