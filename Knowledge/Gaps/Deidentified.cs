using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Gaps;

/// <summary>Proposes words that name nobody. A proposal: an assistant reads it and decides.</summary>
public static partial class Deidentified
{
    private const int ShortestName = 3;

    /// <summary>The text with addresses, numbers and what looks like a name masked, in the words of its language.</summary>
    /// <param name="text">The person's words.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="index">Tells the organisation's own words from names.</param>
    /// <param name="names">Names known to stand for people here: the person's, the assistant's.</param>
    public static string Propose(string text, string language, KnowledgeIndex index, params string?[] names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(names);
        var french = language == "fr";
        var name = french ? "[nom]" : "[name]";
        text = PersonalIdentifiers.Mask(text)
            .Replace("[phone]", french ? "[téléphone]" : "[phone]", StringComparison.Ordinal)
            .Replace("[card]", french ? "[carte]" : "[card]", StringComparison.Ordinal);
        text = Number().Replace(text, french ? "[numéro]" : "[number]");
        foreach (var part in names.OfType<string>().SelectMany(known => known.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries)).Where(part => part.Length >= ShortestName))
            text = Regex.Replace(text, $@"\b{Regex.Escape(part)}\b", name, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        text = Introduced().Replace(text, match => match.Groups[1].Value + name);
        text = Capitalised().Replace(text, match => IsKnown(match.Value, index) ? match.Value : name);
        return Repeated().Replace(text, "$1").Trim();
    }

    /// <summary>True when nothing that identifies by itself is left.</summary>
    public static bool IsClean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PersonalIdentifiers.Mask(text) == text && !Number().IsMatch(text);
    }

    private static bool IsKnown(string word, KnowledgeIndex index) =>
        word is "Mme" or "Mlle" or "Mrs" or "Monsieur" or "Madame" ||
        TextAnalyzer.Analyze(word, "fr").Concat(TextAnalyzer.Analyze(word, "en")).Any(token =>
            token.IsStopWord || index.Vocabulary.Find(token.Stem, "fr") >= 0 || index.Vocabulary.Find(token.Stem, "en") >= 0
            || index.Thesaurus.Knows(token.Stem, "fr") || index.Thesaurus.Knows(token.Stem, "en"));

    // Years are no numbers of anybody.
    [GeneratedRegex(@"(?<![\p{L}\d])(?!(?:19|20)\d\d(?!\d))(?=[A-Z\d-]*\d{4})[A-Z]{0,4}-?\d[\d-]{3,}(?![\p{L}\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b((?:M\.|Mme|Mlle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Monsieur|Madame|(?i:je m['’]appelle|my name is|moi c['’]est))\s+)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Introduced();

    [GeneratedRegex(@"(?<=[\p{L}\d,;)]\s)\p{Lu}\p{Ll}[\p{L}'’-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Capitalised();

    [GeneratedRegex(@"(\[(?:nom|name)\])(?:[\s-]+\[(?:nom|name)\])+", RegexOptions.CultureInvariant)]
    private static partial Regex Repeated();
}
