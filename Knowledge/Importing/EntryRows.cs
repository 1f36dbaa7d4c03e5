using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Writes entries that come from rows into a document.</summary>
internal static class EntryRows
{
    /// <summary>Level of the entries' headings below their groups.</summary>
    private const int MostGroups = 4;

    /// <summary>Most entries of one file.</summary>
    public const int MostEntries = 50_000;


    /// <summary>Most other phrasings of one question.</summary>
    public const int MostPhrasings = 500;

    private const int LongestText = 100_000;
    private const int LongestQuoted = 100;

    /// <summary>Writes <paramref name="entries"/> in order, group headings where they change.</summary>
    public static void Write(IEnumerable<ImportedEntry> entries, ImportedDocument document)
    {
        List<string> open = [];
        var fileLanguage = KnowledgeFile.LanguageOf(document.Path);
        foreach (var entry in entries)
        {
            if (entry.Question.Length == 0 || entry.Answer.Length == 0)
            {
                document.Refuse(entry.Place, entry.Question.Length == 0 ? "The question is empty." : $"The question '{Quoted(entry.Question)}' has no answer.");
                continue;
            }

            if (entry.Answer.Length > LongestText || entry.Question.Length > LongestText)
                throw new ImportRefusedException(entry.Place, $"A text has more than {LongestText:N0} characters: cut it into several questions.");
            if (entry.AlsoAsked.Count > MostPhrasings)
                throw new ImportRefusedException(entry.Place, $"The question '{Quoted(entry.Question)}' has more than {MostPhrasings} other phrasings.");

            var groups = entry.Groups.Take(MostGroups).ToList();
            if (!groups.SequenceEqual(open))
            {
                // A heading of its own for entries without a group, so that they do not stand under the one before.
                for (var depth = 0; depth < groups.Count; depth++)
                {
                    if (depth >= open.Count || !groups.Take(depth + 1).SequenceEqual(open.Take(depth + 1)))
                        document.Heading(depth + 2, groups[depth], entry.Place);
                }

                open = groups;
            }

            WriteOne(entry, groups.Count + 2, fileLanguage, document);
        }
    }

    private static void WriteOne(ImportedEntry entry, int level, string? fileLanguage, ImportedDocument document)
    {
        document.Heading(level, AnswerMarkdown.Line(entry.Question, document, entry.Place), entry.Place);
        var tags = entry.Tags.Select(tag => $"{tag.Key}: {tag.Value}");
        if (entry.Id is not null)
            tags = tags.Prepend($"id: {entry.Id}");
        if (tags.Any())
            document.Markdown($"<!-- {string.Join(" ; ", tags.Select(OneLine)).Replace("->", "- >", StringComparison.Ordinal)} -->", entry.Place);
        Label("Language", entry.Language ?? fileLanguage ?? LanguageDetector.Detect(entry.Question + "\n" + entry.Answer));
        Label("Audience", entry.Audience);
        Label("Owner", entry.Owner);
        Label("Review by", entry.ReviewBy);
        Label("Contact", entry.Contact);
        Label("Link", entry.Link);
        Label("Source", entry.Source);
        Label("In short", entry.Short is null ? null : AnswerMarkdown.Line(entry.Short, document, entry.Place));
        Label("Also asked", entry.AlsoAsked.Count == 0 ? null : string.Join(" | ", entry.AlsoAsked.Select(phrasing => AnswerMarkdown.Line(phrasing, document, entry.Place))));
        document.Markdown("", entry.Place);
        document.Markdown(AnswerMarkdown.Clean(entry.Answer, document, entry.Place), entry.Place);
        document.Markdown("", entry.Place);

        void Label(string label, string? value)
        {
            if (value is not null)
                document.Markdown($"{label}: {OneLine(value)}", entry.Place);
        }
    }

    private static string Quoted(string text) => OneLine(text.Length <= LongestQuoted ? text : text[..LongestQuoted] + "…");

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
