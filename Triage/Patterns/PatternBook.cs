using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Patterns;

/// <summary>
/// Wordings read from a text file that people can edit; the language is described in docs/triage.md. Within a
/// sentence, forgiving one wrong letter in words of five letters or more.
/// </summary>
internal sealed class PatternBook
{
    private readonly WordSets _sets;
    private readonly List<Pattern>[] _byFirstSet;

    internal PatternBook(WordSets sets, IReadOnlyList<Pattern> patterns)
    {
        _sets = sets;
        _byFirstSet = new List<Pattern>[sets.Count];
        for (var i = 0; i < _byFirstSet.Length; i++)
        {
            _byFirstSet[i] = [];
        }

        foreach (var pattern in patterns)
        {
            _byFirstSet[pattern.FirstSet].Add(pattern);
        }
    }

    /// <summary>Reads a file of the product.</summary>
    public static PatternBook Load(string name) => PatternParser.Parse(name, Classifier.TriageData.Read(name));

    /// <summary>Every match of every pattern, in the order of the words.</summary>
    public List<PatternMatch> Match(MessageText text)
    {
        var matches = new List<PatternMatch>();
        var found = _sets.Find(text);
        for (var i = 0; i < found.Length; i++)
        {
            foreach (var hit in found[i])
            {
                foreach (var pattern in _byFirstSet[hit.Set])
                {
                    if (pattern.AtStart && i > 0 && text.Tokens[i - 1].Sentence == text.Tokens[i].Sentence)
                    {
                        continue;
                    }

                    Continue(text, found, pattern, pattern.FirstElement + 1, i, i + hit.Length, matches);
                }
            }
        }

        return matches;
    }

    private static void Continue(
        MessageText text, List<WordHit>[] found, Pattern pattern, int element, int start, int at, List<PatternMatch> matches)
    {
        if (element == pattern.Elements.Length)
        {
            var match = new PatternMatch(pattern.Outcome, start, at - start);
            if (!matches.Contains(match))
            {
                matches.Add(match);
            }

            return;
        }

        var step = pattern.Elements[element];
        if (step.Optional)
        {
            Continue(text, found, pattern, element + 1, start, at, matches);
        }

        var ended = at == text.Tokens.Length || text.Tokens[at].Sentence != text.Tokens[start].Sentence;
        switch (step.Kind)
        {
            case ElementKind.SentenceEnd when ended:
                Continue(text, found, pattern, element + 1, start, at, matches);
                break;
            case ElementKind.Gap:
                for (var skip = 0; skip <= step.Gap && at + skip <= text.Tokens.Length; skip++)
                {
                    if (skip > 0 && text.Tokens[at + skip - 1].Sentence != text.Tokens[start].Sentence)
                    {
                        break;
                    }

                    Continue(text, found, pattern, element + 1, start, at + skip, matches);
                }

                break;
            case ElementKind.Words when !ended:
                foreach (var hit in found[at])
                {
                    if (hit.Set == step.Set)
                    {
                        Continue(text, found, pattern, element + 1, start, at + hit.Length, matches);
                    }
                }

                break;
        }
    }
}
