namespace AssistantBot.Triage.Classifier;

/// <summary>What the classifier thinks of one message.</summary>
/// <param name="Human">Calibrated probability that a person is needed.</param>
/// <param name="Reason">The likeliest reason if one is.</param>
/// <param name="ReasonShare">Probability of that reason among all reasons.</param>
internal readonly record struct ClassifierJudgement(double Human, TriageReason Reason, double ReasonShare);
