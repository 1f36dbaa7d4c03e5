namespace AssistantBot.Triage.Classifier;

/// <summary>How the classifier is trained; the values were chosen by measuring (docs/triage.md).</summary>
internal sealed record TrainingSettings
{
    /// <summary>Passes over the examples.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>First step size.</summary>
    public float Rate { get; init; } = 1.2f;

    /// <summary>Shrinkage of weights per step.</summary>
    public float Decay { get; init; } = 5e-4f;

    /// <summary>A feature must be seen in this many examples to count.</summary>
    public int MinimumCount { get; init; } = 1;

    /// <summary>How far a feature's weight follows how unevenly it occurs on the two sides: 0 not at all, 1 fully.</summary>
    public float Contrast { get; init; } = 0.5f;

    /// <summary>Added to each side's count of a feature, so that rare features contrast little.</summary>
    public float Smoothing { get; init; } = 1f;

    /// <summary>
    /// The share of messages that need a person for which probabilities are stated. Training weighs both sides the same;
    /// in use most messages are routine, and a false alarm makes somebody wait.
    /// </summary>
    public double HumanShare { get; init; } = 0.37;

    /// <summary>Weight of each family of features, in the order of <see cref="FeatureKind"/>.</summary>
    public float[] KindWeights { get; init; } = [1.0f, 1.0f, 0.7f, 1.0f, 0.8f, 0.8f];
}
