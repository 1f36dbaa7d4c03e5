using AssistantBot.BotFramework.Turns;
using AssistantBot.Triage;

namespace AssistantBot.Handoff.Requests;

/// <summary>A conversation that a person is to take over. Immutable; a transition makes a new one with the next version.</summary>
public sealed record HandoffRequest
{
    /// <summary>Unguessable id.</summary>
    public required string Id { get; init; }

    /// <summary>Short reference people can say aloud, for example <c>K-204</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>The person's conversation with the bot.</summary>
    public required ConversationKey Conversation { get; init; }

    /// <summary>The person's account id on the channel.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's display name, or null for an anonymous visitor.</summary>
    public string? PersonName { get; init; }

    /// <summary>True for a member of the organisation, false for a client.</summary>
    public bool IsMember { get; init; }

    /// <summary>The person's language, <c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Why a person is needed.</summary>
    public required TriageReason Reason { get; init; }

    /// <summary>True when life may be in danger: top of the queue.</summary>
    public bool DangerToLife { get; init; }

    /// <summary>True for distress, conflict and sensitive matters: outside the accepter's view only waiting time and language are shown.</summary>
    public bool Confidential { get; init; }

    /// <summary>The brief.</summary>
    public required HandoffBrief Brief { get; init; }

    /// <summary>Where it stands.</summary>
    public HandoffState State { get; init; }

    /// <summary>Id of the assistant who took it, or null.</summary>
    public string? AssistantId { get; init; }

    /// <summary>Name of the assistant who took it, or null.</summary>
    public string? AssistantName { get; init; }

    /// <summary>The assistants' conversation that follows the handoff (a Teams thread), or null when only the desk does.</summary>
    public ConversationKey? Thread { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken, or null.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Raised by every transition; 1 when opened.</summary>
    public long Version { get; init; } = 1;
}
