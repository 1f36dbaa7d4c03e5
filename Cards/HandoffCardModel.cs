namespace AssistantBot.Cards;

/// <summary>What the handoff card shows.</summary>
/// <param name="HandoffId">Carried by every button and checked on return.</param>
/// <param name="Language">Language of all texts, <c>fr</c> or <c>en</c>.</param>
/// <param name="State">Where the handoff stands.</param>
/// <param name="Since">Since when the person waits.</param>
public sealed record HandoffCardModel(string HandoffId, string Language, HandoffCardState State, DateTimeOffset Since)
{
    /// <summary>True when the card stands where others see it and may show only waiting time and language. All details are left out then, whatever is set.</summary>
    public bool Confidential { get; init; }

    /// <summary>True in the accepter's own chat: brief, messages and a reply box.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>True when life may be in danger.</summary>
    public bool DangerToLife { get; init; }

    /// <summary>Short reference.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The person's name, or null for an anonymous visitor.</summary>
    public string? PersonName { get; init; }

    /// <summary>The person's channel.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Who has it, or null.</summary>
    public string? AssistantName { get; init; }

    /// <summary>Why a person is needed.</summary>
    public string Why { get; init; } = "";

    /// <summary>What the person wants.</summary>
    public string Wants { get; init; } = "";

    /// <summary>What the bot already said.</summary>
    public IReadOnlyList<string> AlreadySaid { get; init; } = [];

    /// <summary>What is still missing.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Tone to take, or null.</summary>
    public string? Tone { get; init; }

    /// <summary>Promises to avoid.</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>The latest messages, oldest first.</summary>
    public IReadOnlyList<HandoffCardMessage> LastMessages { get; init; } = [];

    /// <summary>Channel accounts whose client asks for the card anew; empty for nobody.</summary>
    public IReadOnlyList<string> RefreshUserIds { get; init; } = [];

    /// <summary>The desk's address for this handoff (https), or null.</summary>
    public string? DeskUrl { get; init; }
}
