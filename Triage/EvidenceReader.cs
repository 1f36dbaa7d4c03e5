using AssistantBot.Triage.Classifier;
using AssistantBot.Triage.Text;

namespace AssistantBot.Triage;

/// <summary>Says in the person's own words what spoke for a person.</summary>
internal sealed class EvidenceReader(TriageClassifier classifier)
{
    private const int MostQuotes = 3;
    private const double Noticeable = 0.15;

    /// <summary>The strongest pieces of the message, most important first.</summary>
    public IReadOnlyList<string> Strongest(MessageText text)
    {
        var weights = WeightPerWord(text);
        var pieces = new List<(string Quote, double Weight)>();
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] < Noticeable)
            {
                continue;
            }

            var first = i;
            var sum = weights[i];
            while (i + 1 < weights.Length && i - first < 4 && weights[i + 1] >= Noticeable / 3
                && text.Tokens[i + 1].Sentence == text.Tokens[first].Sentence)
            {
                sum += weights[++i];
            }

            pieces.Add((text.QuoteWhole(first, i - first + 1), sum));
        }

        return [.. pieces.OrderByDescending(piece => piece.Weight).Take(MostQuotes).Select(piece => piece.Quote).Distinct(StringComparer.Ordinal)];
    }

    private double[] WeightPerWord(MessageText text)
    {
        var weights = new double[text.Tokens.Length];
        foreach (var (feature, weight) in classifier.Weigh(text))
        {
            for (var i = 0; i < feature.TokenCount; i++)
            {
                weights[feature.FirstToken + i] += weight / feature.TokenCount;
            }
        }

        return weights;
    }
}
