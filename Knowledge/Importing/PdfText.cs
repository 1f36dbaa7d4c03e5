using System.Text.Json.Serialization;

namespace AssistantBot.Knowledge.Importing;

/// <summary>What was read of a PDF, or why it was not.</summary>
/// <param name="Pages">How many it has.</param>
/// <param name="Lines">In reading order.</param>
/// <param name="PagesWithHiddenText">Pages of which something was left out.</param>
internal sealed record PdfText(int Pages, IReadOnlyList<PdfLine> Lines, IReadOnlyList<int> PagesWithHiddenText)
{
    /// <summary>Why it was not read, or null.</summary>
    public string? Refused { get; init; }

    /// <summary>The page that <see cref="Refused"/> is about; 0 for the file.</summary>
    public int RefusedAt { get; init; }

    /// <summary>A file that is not read.</summary>
    public static PdfText Refuse(int page, string reason) => new(0, [], []) { Refused = reason, RefusedAt = page };
}

/// <summary>How it is written from one process to the other.</summary>
[JsonSerializable(typeof(PdfText))]
internal sealed partial class PdfTextJson : JsonSerializerContext;
