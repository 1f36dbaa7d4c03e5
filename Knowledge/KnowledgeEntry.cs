namespace AssistantBot.Knowledge;

/// <summary>One question the organisation answers, in one language. The same <see cref="Id"/> in two languages is a translation pair.</summary>
public sealed record KnowledgeEntry
{
    /// <summary>Stable id, unique together with <see cref="Language"/>. From the entry's HTML comment, else derived from its file and heading.</summary>
    public required string Id { get; init; }

    /// <summary>Two-letter language, <c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The heading: the question as its author wrote it.</summary>
    public required string Question { get; init; }

    /// <summary>The answer, Markdown.</summary>
    public required string Answer { get; init; }

    /// <summary>The <c>En bref :</c> / <c>In short:</c> line, at most 200 characters, or null.</summary>
    public string? Short { get; init; }

    /// <summary>Other phrasings of the question (<c>Autres formulations :</c> / <c>Also asked:</c>).</summary>
    public IReadOnlyList<string> AlsoAsked { get; init; } = [];

    /// <summary>Who may be shown the entry.</summary>
    public Audience Audience { get; init; }

    /// <summary>The groups the entry stands under, outermost first ("Congés", "Absences").</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Title of the document the entry comes from, shown as its source.</summary>
    public required string Source { get; init; }

    /// <summary>Where the source can be read (https), or null.</summary>
    public string? Link { get; init; }

    /// <summary>Who keeps the entry true, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Whom to ask for more, or null.</summary>
    public string? Contact { get; init; }

    /// <summary>The day the entry must be read again, or null.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>True when <paramref name="audience"/> may be shown the entry; <see cref="Knowledge.Audience.All"/> sees everything (evaluation only).</summary>
    public bool IsFor(Audience audience) =>
        Audience == Audience.All || audience == Audience.All || Audience == audience;
}
