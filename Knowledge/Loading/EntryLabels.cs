using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AssistantBot.Knowledge.Loading;

/// <summary>The words authors write, in French and English, and what they stand for.</summary>
internal static class EntryLabels
{
    private const int LongestLabel = 40;

    private static readonly FrozenDictionary<string, EntryLabel> Labels = new Dictionary<string, EntryLabel>
    {
        ["also asked"] = EntryLabel.AlsoAsked,
        ["also asked as"] = EntryLabel.AlsoAsked,
        ["other phrasings"] = EntryLabel.AlsoAsked,
        ["autres formulations"] = EntryLabel.AlsoAsked,
        ["autre formulation"] = EntryLabel.AlsoAsked,
        ["on demande aussi"] = EntryLabel.AlsoAsked,
        ["in short"] = EntryLabel.Short,
        ["en bref"] = EntryLabel.Short,
        ["en resume"] = EntryLabel.Short,
        ["audience"] = EntryLabel.Audience,
        ["public"] = EntryLabel.Audience,
        ["language"] = EntryLabel.Language,
        ["langue"] = EntryLabel.Language,
        ["lang"] = EntryLabel.Language,
        ["owner"] = EntryLabel.Owner,
        ["responsable"] = EntryLabel.Owner,
        ["review by"] = EntryLabel.ReviewBy,
        ["review date"] = EntryLabel.ReviewBy,
        ["review"] = EntryLabel.ReviewBy,
        ["a relire avant le"] = EntryLabel.ReviewBy,
        ["a relire le"] = EntryLabel.ReviewBy,
        ["a revoir avant le"] = EntryLabel.ReviewBy,
        ["a revoir le"] = EntryLabel.ReviewBy,
        ["date de relecture"] = EntryLabel.ReviewBy,
        ["relecture"] = EntryLabel.ReviewBy,
        ["contact"] = EntryLabel.Contact,
        ["link"] = EntryLabel.Link,
        ["lien"] = EntryLabel.Link,
        ["source"] = EntryLabel.Source,
        ["title"] = EntryLabel.Source,
        ["titre"] = EntryLabel.Source,
        ["id"] = EntryLabel.Id,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Audience> Audiences = new Dictionary<string, Audience>
    {
        ["salaries"] = Audience.Employees,
        ["salarie"] = Audience.Employees,
        ["employes"] = Audience.Employees,
        ["employees"] = Audience.Employees,
        ["employee"] = Audience.Employees,
        ["collaborateurs"] = Audience.Employees,
        ["collaboratrices et collaborateurs"] = Audience.Employees,
        ["staff"] = Audience.Employees,
        ["interne"] = Audience.Employees,
        ["internal"] = Audience.Employees,
        ["clients"] = Audience.Clients,
        ["client"] = Audience.Clients,
        ["customers"] = Audience.Clients,
        ["customer"] = Audience.Clients,
        ["clientes et clients"] = Audience.Clients,
        ["tous"] = Audience.All,
        ["tout le monde"] = Audience.All,
        ["all"] = Audience.All,
        ["everyone"] = Audience.All,
        ["everybody"] = Audience.All,
    }.ToFrozenDictionary();

    private static readonly string[] AudiencePrefixes =
        ["pour les ", "pour nos ", "espace ", "for our ", "for the ", "for ", "nos ", "les ", "our ", "pour "];

    /// <summary>Reads <c>Label : value</c>; Markdown emphasis around the label is tolerated.</summary>
    public static bool TryReadLine(string line, out EntryLabel label, out string value)
    {
        label = default;
        value = "";
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > LongestLabel)
            return false;
        var name = Fold(line[..colon].Trim('*', '_', ' ', '\u00A0', '\u202F', '\t'));
        if (!Labels.TryGetValue(name, out label))
            return false;
        value = line[(colon + 1)..].Trim();
        if (line.AsSpan().TrimStart().StartsWith("**") || line.AsSpan().TrimStart().StartsWith("__"))
            value = value.TrimStart('*', '_').Trim();
        return true;
    }

    /// <summary>True for <c>Label\: value</c>: text that only looks like a label.</summary>
    public static bool IsEscaped(string line)
    {
        var escape = line.IndexOf("\\:", StringComparison.Ordinal);
        return escape > 0 && escape == line.IndexOf(':', StringComparison.Ordinal) - 1 && TryReadLine(line.Remove(escape, 1), out _, out _);
    }

    /// <summary>The label named <paramref name="key"/>, as in the comment under a heading.</summary>
    public static bool TryGet(string key, out EntryLabel label) => Labels.TryGetValue(Fold(key), out label);

    /// <summary>The audience a value or a group heading names, or null.</summary>
    public static Audience? ReadAudience(string text)
    {
        var folded = Fold(text.Trim().TrimEnd('.'));
        if (Audiences.TryGetValue(folded, out var audience))
            return audience;
        foreach (var prefix in AudiencePrefixes)
        {
            if (folded.StartsWith(prefix, StringComparison.Ordinal) && Audiences.TryGetValue(folded[prefix.Length..], out audience))
                return audience;
        }

        return null;
    }

    /// <summary><c>fr</c> or <c>en</c> for the usual names of the two languages, or null.</summary>
    public static string? ReadLanguage(string text) => Fold(text.Trim()) switch
    {
        "fr" or "fr-fr" or "francais" or "french" => "fr",
        "en" or "en-gb" or "en-us" or "anglais" or "english" => "en",
        _ => null,
    };

    /// <summary>A date as <c>2027-03-31</c> or <c>31/03/2027</c>, or null.</summary>
    public static DateOnly? ReadDate(string text) =>
        DateOnly.TryParseExact(
            text.Trim(), ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    /// <summary>Lower case without accents, spaces joined.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsWhiteSpace(character))
                folded.Append(char.ToLowerInvariant(character));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().Trim();
    }
}
