using System.Text.Json;
using System.Text.Json.Serialization;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Bot.Desk;

/// <summary>The signed-in assistant and what the desk's frame shows.</summary>
internal sealed record DeskMe(string Id, string Name, string Company, bool Local, bool QuotedAnswers);

/// <summary>A handoff in a list. Of a confidential one that someone else follows, person, reason and words are left out.</summary>
internal sealed record DeskSummary
{
    public required string Id { get; init; }
    public required string Reference { get; init; }
    public required string State { get; init; }
    public required string Reason { get; init; }
    public required string ReasonText { get; init; }
    public bool Danger { get; init; }
    public bool Confidential { get; init; }
    public bool Readable { get; init; }
    public required string Channel { get; init; }
    public required string Language { get; init; }
    public bool IsMember { get; init; }
    public string? Person { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public string? AssistantId { get; init; }
    public string? AssistantName { get; init; }
    public string? LastText { get; init; }
    public string? LastAuthor { get; init; }
    public long LastSequence { get; init; }
}

/// <summary>A message, a send or a conversation that is stuck.</summary>
internal sealed record DeskParked(string Id, string Kind, string Channel, DateTimeOffset At, string? Reason);

/// <summary>Everything the left column shows.</summary>
internal sealed record DeskQueue(
    DateTimeOffset Now,
    IReadOnlyList<DeskSummary> Waiting,
    IReadOnlyList<DeskSummary> Mine,
    IReadOnlyList<DeskSummary> Others,
    IReadOnlyList<DeskSummary> Closed,
    IReadOnlyList<DeskParked> Parked);

/// <summary>A document an answer stood on.</summary>
internal sealed record DeskSource(string Title, string? Url);

/// <summary>A file that came with a line; the link expires.</summary>
internal sealed record DeskFile(string Id, string Name, bool Image)
{
    public string? Url { get; init; }
}

/// <summary>A line of a conversation.</summary>
internal sealed record DeskLine(string Id, long Sequence, DateTimeOffset At, string Author, string? Name, string Text)
{
    public IReadOnlyList<DeskSource> Sources { get; init; } = [];
    public IReadOnlyList<DeskFile> Files { get; init; } = [];
    public bool Edited { get; init; }
    public bool Deleted { get; init; }
}

/// <summary>A note between assistants.</summary>
internal sealed record DeskNoteLine(DateTimeOffset At, string? By, string Text);

/// <summary>A step of a handoff's history.</summary>
internal sealed record DeskHistoryLine(DateTimeOffset At, string Kind, string? By);

/// <summary>A reply the assistant may edit and send.</summary>
internal sealed record DeskSuggestion(string Text, string? Source, string? Link);

/// <summary>One handoff with all its assistant may see; <see cref="Open"/> is false when that is nothing.</summary>
internal sealed record DeskDetail(DeskSummary Summary, bool Open)
{
    public HandoffBrief? Brief { get; init; }
    public IReadOnlyList<DeskLine> Transcript { get; init; } = [];
    public IReadOnlyList<DeskNoteLine> Notes { get; init; } = [];
    public IReadOnlyList<DeskHistoryLine> History { get; init; } = [];
    public IReadOnlyList<DeskSuggestion> Suggestions { get; init; } = [];
}

/// <summary>A command as the page sends it.</summary>
internal sealed record DeskCommandRequest
{
    /// <summary>Id the page made; the same id is obeyed once.</summary>
    public string? CommandId { get; init; }

    /// <summary>Text of a message or note.</summary>
    public string? Text { get; init; }
}

/// <summary>Source-generated JSON of the desk.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeskMe))]
[JsonSerializable(typeof(DeskQueue))]
[JsonSerializable(typeof(DeskDetail))]
[JsonSerializable(typeof(DeskResult))]
[JsonSerializable(typeof(DeskReviewList))]
[JsonSerializable(typeof(DeskTrial))]
[JsonSerializable(typeof(DeskRewrite))]
[JsonSerializable(typeof(DeskCommandRequest))]
internal sealed partial class DeskJson : JsonSerializerContext;
