using System.Text.Json;
using System.Text.Json.Serialization;

namespace AssistantBot.Bot.Authoring;

/// <summary>An entry in the list.</summary>
internal sealed record EntryLine(
    string Id, string Language, string Question, string Audience, IReadOnlyList<string> Groups, string Source, string? Owner, DateOnly? ReviewBy,
    bool Overdue, bool Conflict, bool Withdrawn, IReadOnlyList<string> Translations);

/// <summary>The list, and how many entries there are in all.</summary>
internal sealed record EntryList(IReadOnlyList<EntryLine> Entries, int Total, int Conflicts, bool HasModel);

/// <summary>What an author writes. The page sends and receives the same.</summary>
internal sealed record EntryFields
{
    public string Question { get; set => field = value ?? ""; } = "";
    public string Answer { get; set => field = value ?? ""; } = "";
    public string? Short { get; set; }
    public IReadOnlyList<string> AlsoAsked { get; set => field = value ?? []; } = [];
    public string Audience { get; set; } = "All";
    public IReadOnlyList<string> Groups { get; set => field = value ?? []; } = [];
    public string Source { get; set => field = value ?? ""; } = "";
    public string? Link { get; set; }
    public string? Owner { get; set; }
    public string? Contact { get; set; }
    public string? ReviewBy { get; set; }
}

/// <summary>One version in the history.</summary>
internal sealed record VersionLine(long Version, string Kind, DateTimeOffset At, string Author, EntryFields? Fields);

/// <summary>One entry with all that its author sees. <see cref="Offered"/>: file and desk have both changed it; <see cref="Offer"/> is null when the file no longer holds it.</summary>
internal sealed record EntryDetail(string Id, string Language, long Version, EntryFields? Fields)
{
    public string? File { get; init; }
    public bool Offered { get; init; }
    public EntryFields? Offer { get; init; }
    public IReadOnlyList<VersionLine> History { get; init; } = [];
    public IReadOnlyList<string> Translations { get; init; } = [];
    public EntryProposal? Proposal { get; init; }
}

/// <summary>A draft made from a conversation, with the entries it might repeat.</summary>
internal sealed record EntryDraft(string Language, EntryFields Fields, IReadOnlyList<EntryLine> Similar);

/// <summary>What the page asks to be done with an entry.</summary>
internal sealed record EntryRequest
{
    public string? Id { get; init; }
    public string? Language { get; init; }
    public long Version { get; init; }
    public long To { get; init; }
    public bool Take { get; init; }
    public string? Phrasing { get; init; }
    public EntryFields? Fields { get; init; }
}

/// <summary>What became of it. Without an entry nothing was written: <see cref="Problems"/> say why, or <see cref="Moved"/> that somebody else was faster.</summary>
internal sealed record EntryResult(EntryDetail? Entry, IReadOnlyList<string> Problems, bool Moved);

/// <summary>What a model proposes and nobody has decided on. <see cref="Found"/>: it proposed something when it was asked just now.</summary>
internal sealed record EntryProposal(IReadOnlyList<string> Phrasings, string? Language, EntryFields? Translation)
{
    public bool Found { get; init; }
}

/// <summary>A question as a person asked it, until its time is over.</summary>
internal sealed record QuestionLine(long Id, string Text, string? Comment, DateTimeOffset At);

/// <summary>Questions that ask about the same, with words proposed for the list that lasts.</summary>
internal sealed record QuestionGroupLine(string Kind, string Language, string Audience, string? EntryId, string? EntryQuestion, string Proposal, IReadOnlyList<QuestionLine> Questions);

/// <summary>An approved gap.</summary>
internal sealed record GapLine(string Id, string Kind, string Text, string Language, string Audience, string? EntryId, string? EntryQuestion, int Count, string ApprovedBy, DateTimeOffset ApprovedAt);

/// <summary>What waits for an author.</summary>
internal sealed record AuthorWork(
    IReadOnlyList<QuestionGroupLine> Groups, IReadOnlyList<GapLine> Gaps, IReadOnlyList<EntryLine> Overdue, IReadOnlyList<EntryLine> Conflicts,
    IReadOnlyList<EntryLine> Untranslated, int KeepDays);

/// <summary>What the page asks to be done with questions or a gap.</summary>
internal sealed record GapRequest
{
    public string? Id { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<long> Questions { get; set => field = value ?? []; } = [];
}

/// <summary>Whether words were kept; false when they still identify somebody.</summary>
internal sealed record GapResult(bool Ok);

/// <summary>Source-generated JSON of the knowledge page.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(EntryList))]
[JsonSerializable(typeof(EntryDetail))]
[JsonSerializable(typeof(EntryDraft))]
[JsonSerializable(typeof(EntryRequest))]
[JsonSerializable(typeof(EntryResult))]
[JsonSerializable(typeof(EntryProposal))]
[JsonSerializable(typeof(AuthorWork))]
[JsonSerializable(typeof(GapRequest))]
[JsonSerializable(typeof(GapResult))]
internal sealed partial class AuthoringJson : JsonSerializerContext;
