using System.Text.Json.Serialization;

namespace AssistantBot.Bot.Cli;

/// <summary>One line of a query file.</summary>
internal sealed record EvaluateAnswersQuery
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Language of the query, for the tables only: the product detects it.</summary>
    [JsonPropertyName("lang")]
    public string? Language { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>The entry that answers, or null when none does.</summary>
    [JsonPropertyName("entry_id")]
    public string? EntryId { get; init; }

    [JsonPropertyName("style")]
    public string? Style { get; init; }

    /// <summary>Other entries that count as right.</summary>
    [JsonPropertyName("alt_ids")]
    public IReadOnlyList<string>? AlternativeIds { get; init; }

    public bool IsRight(string id) =>
        EntryId is not null && (id == EntryId || (AlternativeIds?.Contains(id, StringComparer.Ordinal) ?? false));
}
