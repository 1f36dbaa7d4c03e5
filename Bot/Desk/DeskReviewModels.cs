namespace AssistantBot.Bot.Desk;

/// <summary>The open marks; without a folder for examples they can only be dismissed.</summary>
internal sealed record DeskReviewList(bool CanApprove, IReadOnlyList<DeskReviewItem> Items);

/// <summary>A triage decision somebody marked as wrong, or that a model saw differently. The text is null when it was erased.</summary>
internal sealed record DeskReviewItem(
    string HandoffId, long Line, string Reference, string Language, string? Text, string Decided, string Label, string? By, DateTimeOffset At, string Proposal)
{
    /// <summary>What triage found in the message, as a label of the example files; null for a mark, which judges the handoff's decision.</summary>
    public string? Found { get; init; }

    /// <summary>True when the label is a model's view.</summary>
    public bool ByModel { get; init; }
}

/// <summary>What a rewrite would change: its own decision, and those of known examples that change sides.</summary>
internal sealed record DeskTrial(DeskVerdict Before, DeskVerdict After, IReadOnlyList<DeskTrialChange> Changed)
{
    /// <summary>One sentence for the assistant when the rewrite alone does not bring what it is meant to, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>A known example that changes sides.</summary>
internal sealed record DeskTrialChange(string Text, DeskVerdict Before, DeskVerdict After);

/// <summary>A decision, for the page to word: a label of the example files, and the probability, 0 to 1, that a person is needed.</summary>
internal sealed record DeskVerdict(string Label, double Confidence);

/// <summary>A rewrite as the page sends it.</summary>
internal sealed record DeskRewrite
{
    /// <summary>Id the page made; the same id is obeyed once.</summary>
    public string? CommandId { get; init; }

    /// <summary>Position of the message in the transcript; 0 for what led to the handoff.</summary>
    public long Line { get; init; }

    /// <summary>What it should have been.</summary>
    public string? Label { get; init; }

    /// <summary>The rewrite.</summary>
    public string? Text { get; init; }
}
