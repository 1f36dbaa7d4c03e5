namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Looks for the words of choices inside an answer (the SDK's scoring: completeness times accuracy).</summary>
internal static class ChoiceWords
{
    /// <summary>A wording found at a place.</summary>
    public sealed record Match(int Index, string Text, double Score, int Start, int End);

    public static IReadOnlyList<Match> Find(List<string> tokens, List<ChoiceTerm> terms, FindChoicesOptions options)
    {
        var matches = new List<Match>();
        foreach (var term in terms.OrderByDescending(term => term.Text.Length))
        {
            var start = 0;
            while (MatchAt(tokens, term, start, options) is { } match)
            {
                matches.Add(match);
                start = match.End + 1;
            }
        }

        var chosen = new List<Match>();
        foreach (var match in matches.OrderByDescending(match => match.Score))
        {
            if (!chosen.Exists(other => other.Index == match.Index || other.Start <= match.End && match.Start <= other.End))
                chosen.Add(match);
        }

        return [.. chosen.OrderBy(match => match.Start)];
    }

    private static Match? MatchAt(List<string> tokens, ChoiceTerm term, int from, FindChoicesOptions options)
    {
        int matched = 0, deviation = 0, start = -1, end = -1, next = from;
        foreach (var token in term.Tokens)
        {
            var position = tokens.IndexOf(token, next);
            if (position < 0)
                continue;
            var distance = matched > 0 ? position - next : 0;
            if (distance > options.MaxTokenDistance)
                continue;
            matched++;
            deviation += distance;
            next = position + 1;
            start = start < 0 ? position : start;
            end = position;
        }

        if (matched == 0 || matched < term.Tokens.Count && !options.AllowPartialMatches)
            return null;
        var completeness = (double)matched / term.Tokens.Count;
        var accuracy = (double)matched / (matched + deviation);
        return new Match(term.Index, term.Text, 0.4 + (0.6 * completeness * accuracy), start, end);
    }
}
