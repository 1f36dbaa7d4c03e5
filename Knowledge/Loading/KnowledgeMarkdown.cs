using System.Globalization;
using System.Text;
using AssistantBot.Knowledge.Importing;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Writes entries as the Markdown that <see cref="KnowledgeFile"/> reads: what is written and read again is the same.</summary>
public static class KnowledgeMarkdown
{
    private const int MostGroups = 4;

    /// <summary>The files of a base: one for each source and language, named after both.</summary>
    /// <returns>File names and texts, in order of name.</returns>
    public static IReadOnlyList<(string Name, string Text)> Files(IEnumerable<KnowledgeEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var group in entries.GroupBy(entry => (entry.Source, entry.Language)))
        {
            var slug = KnowledgeFileParser.Slug(group.Key.Source);
            var stem = slug.Length == 0 ? "faq" : slug.Length <= 60 ? slug : slug[..60].TrimEnd('-');
            var name = $"{stem}.{group.Key.Language}.md";
            for (var number = 2; files.ContainsKey(name); number++)
                name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.{group.Key.Language}.md");
            files.Add(name, Write(group.Key.Source, group.Key.Language, group));
        }

        return [.. files.Select(pair => (pair.Key, pair.Value))];
    }

    /// <summary>One file of entries that share source and language.</summary>
    private static string Write(string source, string language, IEnumerable<KnowledgeEntry> entries)
    {
        var text = new StringBuilder();
        // A heading that names an audience would set it for all below.
        if (EntryLabels.ReadAudience(source) is null)
            text.Append("# ").Append(MarkdownText.EscapeHeading(source)).Append("\n\n");
        else
            text.Append("Source: ").Append(source).Append("\n\n");
        IReadOnlyList<string> open = [];
        foreach (var entry in entries.OrderBy(entry => string.Join('\0', entry.Groups), StringComparer.Ordinal))
        {
            for (var depth = 0; depth < Math.Min(entry.Groups.Count, MostGroups); depth++)
            {
                if (depth >= open.Count || !entry.Groups.Take(depth + 1).SequenceEqual(open.Take(depth + 1)))
                    text.Append(new string('#', depth + 2)).Append(' ').Append(MarkdownText.EscapeHeading(entry.Groups[depth])).Append("\n\n");
            }

            open = entry.Groups;
            text.Append(new string('#', Math.Min(entry.Groups.Count, MostGroups) + 2)).Append(' ');
            Append(text, entry, language);
        }

        return text.ToString();
    }

    /// <summary>One entry below a heading of the second level, with everything it says about itself.</summary>
    internal static string Write(KnowledgeEntry entry)
    {
        var text = new StringBuilder();
        if (entry.Source.Length > 0)
            text.Append("Source: ").Append(OneLine(entry.Source)).Append('\n');
        text.Append("Language: ").Append(entry.Language).Append("\n\n");
        for (var depth = 0; depth < Math.Min(entry.Groups.Count, MostGroups); depth++)
            text.Append(new string('#', depth + 2)).Append(' ').Append(MarkdownText.EscapeHeading(entry.Groups[depth])).Append("\n\n");
        text.Append(new string('#', Math.Min(entry.Groups.Count, MostGroups) + 2)).Append(' ');
        Append(text, entry, entry.Language);
        return text.ToString();
    }

    private static void Append(StringBuilder text, KnowledgeEntry entry, string language)
    {
        var french = language == "fr";
        text.Append(MarkdownText.EscapeHeading(entry.Question)).Append('\n').Append("<!-- id: ").Append(entry.Id).Append(" -->\n");
        if (entry.Audience != Audience.All)
            Label("Audience", entry.Audience == Audience.Employees ? french ? "salariés" : "employees" : "clients");
        Label(french ? "Responsable" : "Owner", entry.Owner);
        Label(french ? "À relire avant le" : "Review by", entry.ReviewBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Label("Contact", entry.Contact);
        Label(french ? "Lien" : "Link", entry.Link);
        Label(french ? "En bref" : "In short", entry.Short);
        Label(french ? "Autres formulations" : "Also asked", entry.AlsoAsked.Count == 0 ? null : string.Join(" | ", entry.AlsoAsked));
        text.Append('\n').Append(AnswerMarkdown.ProtectLabels(entry.Answer.ReplaceLineEndings("\n").Trim())).Append("\n\n");

        void Label(string label, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
                text.Append(label).Append(french ? " : " : ": ").Append(OneLine(value)).Append('\n');
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
