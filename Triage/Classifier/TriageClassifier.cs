using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Classifier;

/// <summary>
/// The text classifier: one linear model for "a person is needed", one for the reason. Trained at start from the
/// examples; thread-safe afterwards.
/// </summary>
internal sealed class TriageClassifier
{
    private const int ReasonClasses = (int)TriageReason.Ambiguous + 1;

    private readonly FeatureExtractor _extractor;
    private readonly LinearModel _human;
    private readonly LinearModel _reason;
    private readonly Calibration _calibration;

    private TriageClassifier(FeatureExtractor extractor, LinearModel human, LinearModel reason, Calibration calibration)
    {
        _extractor = extractor;
        _human = human;
        _reason = reason;
        _calibration = calibration;
    }

    /// <summary>How many features it knows.</summary>
    public int Features => _human.Features;

    /// <summary>Trains from examples. Deterministic.</summary>
    public static TriageClassifier Train(
        IReadOnlyList<LabelledExample> examples, ConceptThesaurus thesaurus, TrainingSettings? settings = null)
    {
        settings ??= new TrainingSettings();
        var extractor = new FeatureExtractor(thesaurus);
        var messages = new List<List<Feature>>(examples.Count);
        foreach (var example in examples)
        {
            var features = new List<Feature>(256);
            extractor.Extract(MessageText.Read(example.Text), features);
            messages.Add(features);
        }

        var isHuman = examples.Select(e => e.Reason == TriageReason.None ? 0 : 1).ToArray();
        var calibration = Calibration.Fit(messages, isHuman, settings);
        var human = ModelTrainer.Train(messages, isHuman, Balanced(isHuman), 2, settings);
        return new TriageClassifier(extractor, human, TrainReasons(examples, messages, settings), calibration);
    }

    /// <summary>Judges a message, as a whole and sentence by sentence, because often only one sentence matters.</summary>
    public ClassifierJudgement Judge(MessageText text)
    {
        if (text.Tokens.Length == 0)
        {
            return new ClassifierJudgement(text.SadEmoji + text.AngryEmoji > 0 ? 0.3 : 0.02, TriageReason.Ambiguous, 1);
        }

        var features = new List<Feature>(text.Folded.Length * 3);
        _extractor.Extract(text, features);
        var whole = HumanScore(features);
        Span<float> reasons = stackalloc float[ReasonClasses];
        _reason.Score(_reason.Vectorize(features), reasons);
        reasons[0] = float.NegativeInfinity;
        LinearModel.Softmax(reasons);
        var best = 1;
        for (var c = 2; c < reasons.Length; c++)
        {
            best = reasons[c] > reasons[best] ? c : best;
        }

        return new ClassifierJudgement(_calibration.Probability(whole), (TriageReason)best, reasons[best]);
    }

    /// <summary>The features of a message with what each adds towards a person (log-odds).</summary>
    public IReadOnlyList<(Feature Feature, double Weight)> Weigh(MessageText text)
    {
        var features = new List<Feature>();
        _extractor.Extract(text, features);
        Span<int> counts = stackalloc int[Enum.GetValues<FeatureKind>().Length];
        foreach (var feature in features)
        {
            counts[(int)feature.Kind]++;
        }

        var weighed = new List<(Feature, double)>();
        foreach (var feature in features)
        {
            var difference = _human.WeightOf(feature.Key, 1) - _human.WeightOf(feature.Key, 0);
            if (difference != 0)
            {
                weighed.Add((feature, difference * _human.KindWeight(feature.Kind) / Math.Sqrt(counts[(int)feature.Kind])));
            }
        }

        return weighed;
    }

    private float HumanScore(List<Feature> features)
    {
        Span<float> scores = stackalloc float[2];
        _human.Score(_human.Vectorize(features), scores);
        return scores[1] - scores[0];
    }

    private static LinearModel TrainReasons(
        IReadOnlyList<LabelledExample> examples, List<List<Feature>> messages, TrainingSettings settings)
    {
        var rows = Enumerable.Range(0, examples.Count).Where(i => examples[i].Reason != TriageReason.None).ToArray();
        return ModelTrainer.Train(
            [.. rows.Select(i => messages[i])], [.. rows.Select(i => (int)examples[i].Reason)], Uniform(rows.Length), ReasonClasses, settings);
    }

    /// <summary>Both sides weigh the same, however many examples each has.</summary>
    internal static float[] Balanced(int[] isHuman)
    {
        var human = Math.Max(1, isHuman.Sum());
        var routine = Math.Max(1, isHuman.Length - human);
        var half = isHuman.Length / 2f;
        return [.. isHuman.Select(h => half / (h == 1 ? human : routine))];
    }

    private static float[] Uniform(int count)
    {
        var importance = new float[count];
        Array.Fill(importance, 1f);
        return importance;
    }
}
