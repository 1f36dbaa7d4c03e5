namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>
/// Finds what an answer chooses: the exact value first, then its words in order with few others between, then ordinals ("la deuxième"),
/// then numbers. Case and accents do not count; French and English are both understood.
/// </summary>
public static class ChoiceRecognizers
{
    /// <summary>Finds the choices an answer means, in the order in which they are said.</summary>
    public static IReadOnlyList<FoundChoice> RecognizeChoices(string? utterance, IList<Choice> choices, FindChoicesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(choices);
        options ??= new FindChoicesOptions();
        var tokens = AnswerText.Tokenize(utterance);
        if (tokens.Count == 0 || choices.Count == 0)
            return [];

        var terms = Terms(choices, options);
        if (Exact(tokens, terms) is { } exact)
            return [Found(choices, exact.Index, 1, exact.Text)];
        var words = ChoiceWords.Find(tokens, terms, options);
        if (words.Count > 0)
            return [.. words.Select(word => Found(choices, word.Index, word.Score, word.Text))];
        if (options.RecognizeOrdinals && NumberWords.Ordinal(tokens, choices.Count) is { } ordinal && ordinal >= 0 && ordinal < choices.Count)
            return [Found(choices, ordinal, 1, synonym: null)];
        if (options.RecognizeNumbers && NumberWords.Number(tokens) is { } number && number >= 0 && number < choices.Count)
            return [Found(choices, number, 1, synonym: null)];
        return [];
    }

    private static List<ChoiceTerm> Terms(IList<Choice> choices, FindChoicesOptions options)
    {
        var terms = new List<ChoiceTerm>();
        for (var i = 0; i < choices.Count; i++)
        {
            var choice = choices[i];
            string?[] texts = [options.NoValue ? null : choice.Value, options.NoAction ? null : choice.Action?.Title, .. choice.Synonyms ?? []];
            foreach (var text in texts)
            {
                if (!string.IsNullOrWhiteSpace(text) && AnswerText.Tokenize(text) is { Count: > 0 } tokens)
                    terms.Add(new ChoiceTerm(i, text, tokens));
            }
        }

        return terms;
    }

    private static ChoiceTerm? Exact(List<string> tokens, List<ChoiceTerm> terms) => terms.Find(term => term.Tokens.SequenceEqual(tokens));

    private static FoundChoice Found(IList<Choice> choices, int index, double score, string? synonym) =>
        new() { Index = index, Value = choices[index].Value, Score = score, Synonym = synonym };
}
