using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Handoff.Reviews;

/// <summary>
/// Proposes a rewrite of a message without what tells who wrote it, for an assistant to edit, and refuses a rewrite that still holds some of
/// it or is the message itself. What a person wrote is never copied into an example.
/// </summary>
public static partial class ExampleMask
{
    private const int LongestExample = 400;

    /// <summary>The proposal: addresses, links, long numbers and the person's name replaced.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="personName">The person's display name, or null.</param>
    public static string Propose(string text, string? personName)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = Mail().Replace(text, "…");
        masked = Link().Replace(masked, "…");
        masked = Digits().Replace(masked, "0");
        foreach (var name in NamesOf(personName))
            masked = Regex.Replace(masked, $@"\b{Regex.Escape(name)}\b", "Camille", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        masked = Title().Replace(masked, match => match.Groups[1].Value + " X");
        masked = string.Join(' ', masked.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return PromptText.Cut(masked, LongestExample);
    }

    /// <summary>Why a rewrite may not be kept: <c>empty</c>, <c>long</c>, <c>copy</c> or <c>personal</c>; null when it may.</summary>
    /// <param name="rewrite">What the assistant approves.</param>
    /// <param name="text">What was written, or null when it is gone.</param>
    /// <param name="personName">The person's display name, or null.</param>
    public static string? Refuse(string? rewrite, string? text, string? personName)
    {
        if (string.IsNullOrWhiteSpace(rewrite) || rewrite.Trim()[0] is '[' or '#' || rewrite.AsSpan().ContainsAny('\r', '\n'))
            return "empty";
        if (rewrite.Length > LongestExample)
            return "long";
        if (text is not null && Fold(rewrite) == Fold(text))
            return "copy";
        return Mail().IsMatch(rewrite) || Link().IsMatch(rewrite) || Digits().IsMatch(rewrite) || NamesOf(personName).Any(name => Fold(rewrite).Split(' ').Contains(Fold(name)))
            ? "personal"
            : null;
    }

    private static IEnumerable<string> NamesOf(string? name) =>
        (name ?? "").Split((char[])[' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length > 2);

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().Trim();
    }

    [GeneratedRegex(@"\S{1,200}@\S+", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\b(https?://|www\.)\S+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    // Telephone, file, card and account numbers, with or without spaces and letters; years and hours stay.
    [GeneratedRegex(@"\b[A-Z]{0,4}[-/]?\d(?:[ .\-/]?\d){4,}\b|\b[A-Z]{1,4}-\d{2,}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\b(M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+\p{Lu}[\p{L}'-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
