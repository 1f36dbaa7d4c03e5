using System.Text.Json;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Reads CSV and TSV: the first row names the columns, each further row is a question with its answer.</summary>
internal static class TableImport
{
    public static void Read(ImportedDocument document, byte[] content)
    {
        var text = ImportedText.Decode(content, document);
        var isTabbed = Path.GetExtension(document.Path).Equals(".tsv", StringComparison.OrdinalIgnoreCase) || text.AsSpan(0, Math.Max(0, text.IndexOf('\n'))).Contains('\t');
        var rows = TableRows.Read(text, isTabbed ? '\t' : TableRows.Separator(text)).GetEnumerator();
        if (!rows.MoveNext())
            throw new ImportRefusedException(1, "The table is empty.");
        var header = rows.Current;
        var columns = header.Cells.Select(TableColumns.Find).ToArray();
        if (!columns.Contains(TableColumn.Question) || !columns.Contains(TableColumn.Answer))
            throw new ImportRefusedException(header.Line, "The first row must name the columns, at least Question and Answer (Question, Réponse).");

        // QnA Maker writes one row for each phrasing of a question: rows of one pair become one entry.
        List<ImportedEntry> entries = [];
        Dictionary<string, ImportedEntry> pairs = new(StringComparer.Ordinal);
        Dictionary<string, string> parents = new(StringComparer.Ordinal);
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (row.Cells.TrueForAll(string.IsNullOrWhiteSpace))
                continue;
            if (entries.Count >= EntryRows.MostEntries)
                throw new ImportRefusedException(row.Line, $"The table has more than {EntryRows.MostEntries:N0} entries: cut it by theme.");
            if (row.Cells.Count > columns.Length)
                throw new ImportRefusedException(row.Line, $"The row has {row.Cells.Count} cells for {columns.Length} columns: put cells that hold the separator in quotes.");
            var entry = ReadRow(row, columns, isTabbed, parents, out var pair);
            var key = pair ?? (entry.Id is null ? $"{entry.Language}\0{entry.Audience}\0{entry.Answer}" : $"id\0{entry.Id}\0{entry.Language}");
            if (entry.Question.Length > 0 && pairs.TryGetValue(key, out var first) && (pair is null || first.Answer == entry.Answer))
            {
                first.AlsoAsked.AddRange(entry.AlsoAsked.Prepend(entry.Question).Where(phrasing => phrasing != first.Question && !first.AlsoAsked.Contains(phrasing)));
                if (first.AlsoAsked.Count > EntryRows.MostPhrasings)
                    throw new ImportRefusedException(row.Line, $"The question on line {first.Place} has more than {EntryRows.MostPhrasings} other phrasings.");
                continue;
            }

            if (entry.Answer.Length > 0)
                pairs.TryAdd(key, entry);
            if (pair is not null)
                entry.Id ??= pair;
            entries.Add(entry);
        }

        foreach (var entry in entries)
        {
            // A follow-up question says little without the one it follows.
            if (entry.Tags.Remove(nameof(TableColumn.IsContextOnly)) && entry.Groups.Count == 0 && entry.Id is { } id && parents.TryGetValue(id, out var parent))
                entry.Groups.Add(parent.TrimEnd('?', ' ', '\u00A0', '\u202F'));
        }

        EntryRows.Write(entries, document);
    }

    private static ImportedEntry ReadRow(
        TableRow row, TableColumn[] columns, bool isTabbed, Dictionary<string, string> parents, out string? pair)
    {
        var entry = new ImportedEntry(row.Line);
        string? number = null, prompts = null;
        for (var index = 0; index < row.Cells.Count; index++)
        {
            // The export writes line breaks as two characters.
            var cell = isTabbed ? row.Cells[index].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", " ", StringComparison.Ordinal) : row.Cells[index];
            switch (columns[index])
            {
                case TableColumn.QnaId: number = cell.Trim(); break;
                case TableColumn.Metadata: ReadMetadata(cell, entry); break;
                case TableColumn.Prompts: prompts = row.Cells[index]; break;
                case TableColumn.IsContextOnly when bool.TryParse(cell, out var only) && only: entry.Tags[nameof(TableColumn.IsContextOnly)] = ""; break;
                default: entry.Set(columns[index], cell); break;
            }
        }

        pair = number is { Length: > 0 } ? "qna-" + number : null;
        if (prompts is { Length: > 2 })
            ReadPrompts(prompts, entry.Question, row.Line, parents);
        return entry;
    }

    private static void ReadMetadata(string cell, ImportedEntry entry)
    {
        foreach (var pair in cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var column = TableColumns.Find(pair[..colon]);
            if (column is TableColumn.Unknown or TableColumn.Question or TableColumn.Answer)
                entry.Tags.TryAdd(pair[..colon], pair[(colon + 1)..]);
            else
                entry.Set(column, pair[(colon + 1)..]);
        }
    }

    private static void ReadPrompts(string json, string question, int line, Dictionary<string, string> parents)
    {
        try
        {
            using var prompts = JsonDocument.Parse(json);
            if (prompts.RootElement.ValueKind != JsonValueKind.Array)
                return;
            foreach (var prompt in prompts.RootElement.EnumerateArray())
            {
                if (prompt.ValueKind != JsonValueKind.Object)
                    continue;
                foreach (var property in prompt.EnumerateObject())
                {
                    if (property.NameEquals("qnaId") || property.NameEquals("QnaId"))
                        parents.TryAdd("qna-" + property.Value, question);
                }
            }
        }
        catch (JsonException)
        {
            throw new ImportRefusedException(line, "The cell 'Prompts' is not JSON.");
        }
    }
}
