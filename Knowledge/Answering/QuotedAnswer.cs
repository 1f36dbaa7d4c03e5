using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Quotes an entry as its author wrote it: the short answer first, the rest on demand.</summary>
internal static partial class QuotedAnswer
{
    /// <summary>An answer no longer than this is quoted whole.</summary>
    private const int ShortEnough = 320;

    public static Answer Create(KnowledgeEntry entry, string language, double confidence)
    {
        var (text, more) = entry.Short is not { Length: > 0 } brief ? Lead(entry.Answer) : (brief, SaysMore(brief, entry) ? entry.Answer : null);
        return new Answer(AnswerKind.Quoted, text, entry.Language, confidence)
        {
            More = more,
            Sources = [entry],
            OtherLanguageOnly = entry.Language != language,
        };
    }

    /// <summary>False when the answer has no word, number or link that the short line lacks: then there is nothing left to read.</summary>
    private static bool SaysMore(string brief, KnowledgeEntry entry)
    {
        var said = TextAnalyzer.Analyze(brief, entry.Language).Select(token => token.Stem).ToHashSet(StringComparer.Ordinal);
        return (entry.Answer.Contains("](", StringComparison.Ordinal) && !brief.Contains("](", StringComparison.Ordinal))
            || TextAnalyzer.Analyze(entry.Answer, entry.Language).Any(token => !token.IsStopWord && !said.Contains(token.Stem));
    }

    /// <summary>The first two sentences and the rest, or the whole when it is short or begins with something else than a paragraph.</summary>
    internal static (string Lead, string? More) Lead(string answer)
    {
        answer = answer.Trim();
        if (answer.Length <= ShortEnough)
            return (answer, null);
        var end = answer.IndexOf("\n\n", StringComparison.Ordinal);
        var paragraph = end < 0 ? answer : answer[..end];
        if (NotAParagraph().IsMatch(paragraph))
            return (answer, null);
        var sentences = 0;
        foreach (Match match in SentenceEnd().Matches(paragraph))
        {
            if (Abbreviation().IsMatch(paragraph[..(match.Index + 1)]) || ++sentences < 2 || !IsBalanced(paragraph[..(match.Index + 1)]))
                continue;
            return (answer[..(match.Index + 1)].Trim(), answer[(match.Index + 1)..].Trim());
        }

        return end < 0 || paragraph.EndsWith(':') ? (answer, null) : (paragraph, answer[end..].Trim());
    }

    private static bool IsBalanced(string text) =>
        text.Count(character => character == '[') == text.Count(character => character == ']')
        && text.Count(character => character == '(') == text.Count(character => character == ')')
        && text.Count(character => character == '`') % 2 == 0
        && text.Count(character => character == '*') % 2 == 0;

    [GeneratedRegex(@"[.!?…](?=\s+[\p{Lu}\p{Nd}«""“(*\[])", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(^|[\s(])((?-i:\p{Lu})|[ap]\.m|Mme|Mlle|Mr|Mrs|Dr|ex|cf|etc|art|no|env|min|max|tél|p\.\s?ex|e\.g|i\.e)\.$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^\s*([-*+>|#]|\d+[.)]|```)", RegexOptions.CultureInvariant)]
    private static partial Regex NotAParagraph();
}
