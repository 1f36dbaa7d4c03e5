using AssistantBot.Triage;

namespace AssistantBot.Handoff.Relay;

/// <summary>
/// What the conversations of a handoff tell each other, as the value of an internal event named by <see cref="HandoffSignals"/>.
/// Notes have no place here: nothing that is for assistants only may travel this way.
/// </summary>
/// <param name="HandoffId">The handoff.</param>
public sealed record HandoffSignal(string HandoffId)
{
    /// <summary>What is said, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The files that came with what is said, or null.</summary>
    public IReadOnlyList<RelayedFile>? Files { get; init; }

    /// <summary>Channel account or desk id of who acted, or null.</summary>
    public string? ActorId { get; init; }

    /// <summary>Their display name, or null.</summary>
    public string? ActorName { get; init; }

    /// <summary>Who followed the handoff before, or null.</summary>
    public string? PreviousName { get; init; }

    /// <summary>Moved handoffs: why a person is needed, and whether life may be in danger.</summary>
    public TriageDecision? Decision { get; init; }

    /// <summary>Moved handoffs: true when the person is a member of the organisation.</summary>
    public bool IsMember { get; init; }

    /// <summary>Moved handoffs: language of the person, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Id of the message in the sender's conversation, by which an edit or delete finds its copy; null when it cannot be edited.</summary>
    public string? MessageId { get; init; }

    /// <summary>Taking back: ids of the cards, which are replaced by one that says why.</summary>
    public IReadOnlyList<string>? Cards { get; init; }

    /// <summary>Taking back: ids of everything else, which is deleted.</summary>
    public IReadOnlyList<string>? Posts { get; init; }
}
