namespace AssistantBot.Triage.Classifier;

/// <summary>Makes scores into honest probabilities: a logistic curve fitted on examples that the model did not see.</summary>
/// <param name="Slope">Factor of the score.</param>
/// <param name="Offset">Added to it.</param>
internal readonly record struct Calibration(double Slope, double Offset)
{
    private const int Folds = 4;

    /// <summary>The probability that a score stands for.</summary>
    public double Probability(double score) => 1 / (1 + Math.Exp(-((Slope * score) + Offset)));

    /// <summary>Fits the curve on one example in four, scored by a model that was trained on the others.</summary>
    public static Calibration Fit(IReadOnlyList<List<Feature>> messages, int[] isHuman, TrainingSettings settings)
    {
        var held = Enumerable.Range(0, messages.Count).Where(i => i % Folds == 0).ToArray();
        var seen = Enumerable.Range(0, messages.Count).Where(i => i % Folds != 0).ToArray();
        var model = ModelTrainer.Train(
            [.. seen.Select(i => messages[i])], [.. seen.Select(i => isHuman[i])], TriageClassifier.Balanced([.. seen.Select(i => isHuman[i])]), 2, settings);
        var scores = new double[held.Length];
        Span<float> pair = stackalloc float[2];
        for (var h = 0; h < held.Length; h++)
        {
            model.Score(model.Vectorize(messages[held[h]]), pair);
            scores[h] = pair[1] - pair[0];
        }

        var labels = held.Select(i => isHuman[i]).ToArray();
        var balanced = FitCurve(scores, labels, TriageClassifier.Balanced(labels));
        return balanced with { Offset = balanced.Offset + Math.Log(settings.HumanShare / (1 - settings.HumanShare)) };
    }

    private static Calibration FitCurve(double[] scores, int[] isHuman, float[] importance)
    {
        double slope = 1;
        double offset = 0;
        for (var round = 0; round < 400; round++)
        {
            double slopeGradient = 0;
            double offsetGradient = 0;
            for (var i = 0; i < scores.Length; i++)
            {
                var error = importance[i] * ((1 / (1 + Math.Exp(-((slope * scores[i]) + offset)))) - isHuman[i]);
                slopeGradient += error * scores[i];
                offsetGradient += error;
            }

            slope -= 0.2 * slopeGradient / Math.Max(1, scores.Length);
            offset -= 0.2 * offsetGradient / Math.Max(1, scores.Length);
        }

        return new Calibration(Math.Max(0.1, slope), offset);
    }
}
