using AssistantBot.Cards;

namespace AssistantBot.Handoff.Requests;

/// <summary>
/// What an assistant needs to know before the first word. Written as if its subject will read it, because they may. What the product words itself
/// (why, missing, tone, avoid) is kept as keys of the wording files, so that each assistant reads it in their own language
/// (<see cref="In"/>); the person is quoted as written.
/// </summary>
/// <param name="Why">The reason.</param>
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

    /// <summary>The brief in a reader's language: keys of the wording files become words, anything else stays as written.</summary>
    /// <param name="language">The reader's language, <c>fr</c> or <c>en</c>.</param>
    /// <param name="wording">The texts.</param>
    public HandoffBrief In(string language, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(wording);
        string Words(string text) => wording.Find(text, language) ?? text;
        return this with { Why = Words(Why), Missing = [.. Missing.Select(Words)], Tone = Tone is null ? null : Words(Tone), Avoid = [.. Avoid.Select(Words)] };
    }
}
