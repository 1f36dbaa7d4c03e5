namespace AssistantBot.Triage.Classifier;

/// <summary>How the classifier is trained; the values were chosen by measuring (docs/triage.md).</summary>
internal sealed record TrainingSettings
{
    /// <summary>Passes over the examples.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>First step size.</summary>
    public float Rate { get; init; } = 1.2f;

    /// <summary>Shrinkage of weights per step.</summary>
    public float Decay { get; init; } = 3e-4f;

    /// <summary>A feature must be seen in this many examples to count.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>Weight of each family of features, in the order of <see cref="FeatureKind"/>.</summary>
    public float[] KindWeights { get; init; } = [1.0f, 0.8f, 0.9f, 1.2f, 0.4f, 0.5f];
}
