using System.Collections.Frozen;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// The kinds of file that knowledge can be read from beside Markdown. Every kind is turned into the product's Markdown first and then read like
/// a file its author wrote, so that the same rules hold for all; problems name the place in the original.
/// </summary>
public static class KnowledgeFormats
{
    /// <summary>Longest file in bytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private static readonly FrozenDictionary<string, Action<ImportedDocument, byte[]>> Readers =
        new Dictionary<string, Action<ImportedDocument, byte[]>>(StringComparer.OrdinalIgnoreCase)
        {
            [".csv"] = TableImport.Read,
            [".tsv"] = TableImport.Read,
            [".json"] = JsonImport.Read,
            [".html"] = HtmlImport.Read,
            [".htm"] = HtmlImport.Read,
            [".docx"] = WordImport.Read,
            [".pdf"] = PdfImport.Read,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for Markdown.</summary>
    public static bool IsMarkdown(string path) => Path.GetExtension(path).ToUpperInvariant() is ".MD" or ".MARKDOWN";

    /// <summary>True for every kind that can be read, Markdown included.</summary>
    public static bool IsKnown(string path) => IsMarkdown(path) || Readers.ContainsKey(Path.GetExtension(path));

    /// <summary>Reads a file of any kind but Markdown; collects every problem and throws for none.</summary>
    /// <param name="path">Path relative to the loaded folder; its suffix (<c>x.fr.docx</c>) names the language.</param>
    /// <param name="content">The bytes.</param>
    public static KnowledgeFileResult Read(string path, byte[] content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        if (!Readers.TryGetValue(Path.GetExtension(path), out var read))
            return Refuse(path, 0, "Files of this kind cannot be read: use Markdown, CSV, TSV, JSON, HTML, DOCX or PDF.");
        if (content.Length > MaxBytes)
            return Refuse(path, 0, $"The file has {content.Length:N0} bytes; at most {MaxBytes:N0} are read. Cut it by theme.");
        var document = new ImportedDocument(path);
        try
        {
            read(document, content);
            return document.Parse();
        }
        catch (ImportRefusedException refused)
        {
            return Refuse(path, refused.Place, refused.Message);
        }
    }

    private static KnowledgeFileResult Refuse(string path, int place, string reason) =>
        new(path, [], [new KnowledgeProblem(path, place, KnowledgeProblemSeverity.Error, reason)]);
}
