namespace AssistantBot.Handoff.Requests;

/// <summary>What an assistant needs to know before the first word. Written as if its subject will read it, because they may.</summary>
/// <param name="Why">The reason in words, in the organisation's language of the conversation.</param>
/// <param name="Wants">What the person wants, in their words where possible.</param>
public sealed record HandoffBrief(string Why, string Wants)
{
    /// <summary>What the bot tried and already said, short, in order.</summary>
    public IReadOnlyList<string> AlreadySaid { get; init; } = [];

    /// <summary>What is still missing to help (order number, dates), as short texts.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The tone to take, one line.</summary>
    public string? Tone { get; init; }

    /// <summary>Promises to avoid, as short texts.</summary>
    public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>Signals that led here (terms, repeats), as short texts.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
