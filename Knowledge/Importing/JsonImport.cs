using System.Text;
using System.Text.Json;

namespace AssistantBot.Knowledge.Importing;

/// <summary>
/// Reads JSON: a list of entries, or an object that holds one under <c>entries</c>, <c>qnaDocuments</c> (QnA Maker) or <c>Assets.Qnas</c>
/// (its successor's export). Of each entry question and answer are needed; names are those of a table's columns.
/// </summary>
internal static class JsonImport
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };

    public static void Read(ImportedDocument document, byte[] content)
    {
        var utf8 = Encoding.UTF8.GetBytes(ImportedText.Decode(content, document));
        var entries = new List<ImportedEntry>();
        var (line, counted) = (1, 0);
        try
        {
            foreach (var (start, length) in FindItems(utf8))
            {
                line += utf8.AsSpan(counted..start).Count((byte)'\n');
                counted = start;
                using var item = JsonDocument.Parse(utf8.AsMemory(start, length), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
                if (item.RootElement.ValueKind != JsonValueKind.Object)
                    throw new ImportRefusedException(line, "An entry must be an object with a question and an answer.");
                entries.Add(ReadEntry(item.RootElement, line));
            }
        }
        catch (JsonException broken)
        {
            throw new ImportRefusedException((int)(broken.LineNumber ?? -1) + 1, "The file is not JSON from here on.");
        }
        catch (InvalidOperationException)
        {
            throw new ImportRefusedException(line, "The entry that begins here holds half a character (\\uD800 to \\uDFFF alone).");
        }

        if (entries.Count == 0)
            throw new ImportRefusedException(1, "There is no list of entries: write [{\"question\": …, \"answer\": …}].");
        EntryRows.Write(entries, document);
    }

    /// <summary>Where the entries stand in the bytes: each element of the first list that holds objects.</summary>
    private static List<(int Start, int Length)> FindItems(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        List<(int, int)> items = [];
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                continue;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (items.Count >= EntryRows.MostEntries)
                    throw new ImportRefusedException(0, $"The list has more than {EntryRows.MostEntries:N0} entries: cut it by theme.");
                items.Add((start, (int)reader.BytesConsumed - start));
            }

            if (items.Count > 0)
                break;
        }

        return items;
    }

    private static ImportedEntry ReadEntry(JsonElement item, int line)
    {
        var entry = new ImportedEntry(line);
        foreach (var property in item.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var column = TableColumns.Find(property.Name);
            switch (column)
            {
                case TableColumn.Question when property.Value.ValueKind == JsonValueKind.Array:
                    var questions = Texts(property.Value);
                    entry.Set(TableColumn.Question, questions.FirstOrDefault() ?? "");
                    entry.AlsoAsked.AddRange(questions.Skip(1));
                    break;
                case TableColumn.AlsoAsked:
                    entry.AlsoAsked.AddRange(Texts(property.Value));
                    break;
                case TableColumn.Groups:
                    entry.Groups.AddRange(Texts(property.Value));
                    break;
                case TableColumn.Metadata:
                    ReadMetadata(property.Value, entry);
                    break;
                case TableColumn.Id or TableColumn.QnaId when property.Value.ValueKind == JsonValueKind.Number:
                    entry.Set(TableColumn.Id, "qna-" + property.Value.GetRawText());
                    break;
                default:
                    if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                        entry.Set(column, property.Value.ToString());
                    break;
            }
        }

        return entry;
    }

    // {"audience": "clients"}, or QnA Maker's [{"name": "audience", "value": "clients"}].
    private static void ReadMetadata(JsonElement metadata, ImportedEntry entry)
    {
        var pairs = metadata.ValueKind switch
        {
            JsonValueKind.Object => metadata.EnumerateObject().Select(pair => (pair.Name, pair.Value.ToString())),
            JsonValueKind.Array => metadata.EnumerateArray().Where(pair => pair.ValueKind == JsonValueKind.Object)
                .Select(pair => (Name: Text(pair, "name"), Value: Text(pair, "value"))),
            _ => [],
        };
        foreach (var (name, value) in pairs)
        {
            var column = TableColumns.Find(name);
            if (column is TableColumn.Unknown or TableColumn.Question or TableColumn.Answer)
                entry.Tags.TryAdd(name, value);
            else
                entry.Set(column, value);
        }
    }

    private static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) || item.TryGetProperty(char.ToUpperInvariant(name[0]) + name[1..], out value) ? value.ToString() : "";

    private static List<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)],
        JsonValueKind.String => [.. value.GetString()!.Split(['|', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        _ => [],
    };
}
