using System.Globalization;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Bot.Authoring;

/// <summary>Between entries and what the page shows of them.</summary>
internal static class EntryMapping
{
    public static EntryFields FieldsOf(KnowledgeEntry entry) => new()
    {
        Question = entry.Question,
        Answer = entry.Answer,
        Short = entry.Short,
        AlsoAsked = entry.AlsoAsked,
        Audience = entry.Audience.ToString(),
        Groups = entry.Groups,
        Source = entry.Source,
        Link = entry.Link,
        Owner = entry.Owner,
        Contact = entry.Contact,
        ReviewBy = entry.ReviewBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The entry the fields describe, unchecked; null for an audience or a date that is none.</summary>
    public static KnowledgeEntry? EntryOf(string id, string language, EntryFields fields)
    {
        if (!Enum.TryParse<Audience>(fields.Audience, out var audience) || !Enum.IsDefined(audience))
            return null;
        DateOnly? review = null;
        if (!string.IsNullOrWhiteSpace(fields.ReviewBy))
        {
            if (!DateOnly.TryParseExact(fields.ReviewBy, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return null;
            review = date;
        }

        return new KnowledgeEntry
        {
            Id = id,
            Language = language,
            Question = fields.Question.Trim(),
            Answer = fields.Answer,
            Short = Text(fields.Short),
            AlsoAsked = [.. fields.AlsoAsked.Select(phrasing => phrasing.Trim()).Where(phrasing => phrasing.Length > 0)],
            Audience = audience,
            Groups = [.. fields.Groups.Select(group => group.Trim()).Where(group => group.Length > 0)],
            Source = Text(fields.Source) ?? "FAQ",
            Link = Text(fields.Link),
            Owner = Text(fields.Owner),
            Contact = Text(fields.Contact),
            ReviewBy = review,
        };
    }

    public static EntryLine LineOf(StoredEntry row, DateOnly today, IReadOnlyList<string> translations)
    {
        var entry = row.Entry ?? row.Offer?.Entry;
        return new EntryLine(
            row.EntryId, row.Language, entry?.Question ?? row.EntryId, entry?.Audience.ToString() ?? "", entry?.Groups ?? [], entry?.Source ?? "", entry?.Owner,
            entry?.ReviewBy, entry?.ReviewBy < today, row.Offer is not null, row.Entry is null, translations);
    }

    /// <summary>What is proposed for an entry, as the page shows it.</summary>
    public static EntryProposal ProposalOf(IReadOnlyList<string> phrasings, KnowledgeEntry? translation) =>
        new(phrasings, translation?.Language, translation is null ? null : FieldsOf(translation));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
