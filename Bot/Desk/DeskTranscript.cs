using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff;

namespace AssistantBot.Bot.Desk;

/// <summary>Reads a conversation's rows as the desk shows them: who said what, edits and deletions in place, sources apart.</summary>
internal static class DeskTranscript
{
    public const string Person = "person";
    public const string Bot = "bot";
    public const string Human = "human";

    private const int ShortLength = 160;
    private const string SchemaOrgMessage = "https://schema.org/Message";

    /// <summary>The lines, in order.</summary>
    public static IReadOnlyList<DeskLine> Read(IEnumerable<TranscriptEntry> entries)
    {
        List<DeskLine> lines = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var activity = entry.Activity;
            var id = activity.Id ?? $"row-{entry.Sequence}";
            if (places.TryGetValue(id, out var place))
                lines[place] = Again(lines[place], activity);
            else if (activity.Type == ActivityTypes.Message && FilesOf(activity) is var files && (TextOf(activity) ?? (files.Count > 0 ? "" : null)) is { } text)
            {
                places[id] = lines.Count;
                lines.Add(new DeskLine(id, entry.Sequence, activity.Timestamp ?? entry.RecordedAt, AuthorOf(activity), activity.From?.Name, text)
                {
                    Sources = SourcesOf(activity),
                    Files = files,
                });
            }
        }

        return lines;
    }

    /// <summary>The beginning of what a line says, on one line; the names of its files when it has no words.</summary>
    public static string Shorten(DeskLine line) =>
        Shorten(line.Text.Length > 0 ? line.Text : string.Join(", ", line.Files.Select(file => file.Name)));

    /// <summary>The beginning of a text, on one line.</summary>
    public static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= ShortLength ? line : string.Concat(line.AsSpan(0, ShortLength - 1).TrimEnd(), "…");
    }

    private static DeskLine Again(DeskLine line, Activity activity) =>
        activity.Type == ActivityTypes.MessageDelete
            ? line with { Text = "", Sources = [], Files = [], Deleted = true }
            : TextOf(activity) is { } text ? line with { Text = text, Sources = SourcesOf(activity), Edited = true } : line;

    private static string AuthorOf(Activity activity) =>
        AssistantVoice.IsAssistant(activity) ? Human : activity.From?.Role == RoleTypes.Bot ? Bot : Person;

    // A kept file is shown as a file, not as words; of any other attachment, only its name can be.
    private static string? TextOf(Activity activity) =>
        new[] { activity.Text, activity.Summary, activity.Attachments?.FirstOrDefault(each => StoredAttachment.IdIn(each.ContentUrl) is null)?.Name }
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    private static List<DeskFile> FilesOf(Activity activity) =>
        [.. (activity.Attachments ?? []).Select(file => (Id: StoredAttachment.IdIn(file.ContentUrl), file)).Where(each => each.Id is not null)
            .Select(each => new DeskFile(each.Id!, each.file.Name ?? "", each.file.ContentType?.StartsWith("image/", StringComparison.Ordinal) == true))];

    private static List<DeskSource> SourcesOf(Activity activity)
    {
        List<DeskSource> sources = [];
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity.Type != SchemaOrgMessage || entity.Properties?.TryGetValue("citation", out var citations) != true || citations.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var citation in citations.EnumerateArray())
            {
                // A source that the text itself names is not named twice.
                if (citation.ValueKind == JsonValueKind.Object && citation.TryGetProperty("appearance", out var appearance)
                    && appearance.ValueKind == JsonValueKind.Object && StringOf(appearance, "name") is { } title
                    && activity.Text?.Contains(title, StringComparison.Ordinal) != true)
                    sources.Add(new DeskSource(title, StringOf(appearance, "url")));
            }
        }

        return sources;
    }

    private static string? StringOf(JsonElement value, string name) =>
        value.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
