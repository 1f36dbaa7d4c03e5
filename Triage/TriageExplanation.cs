namespace AssistantBot.Triage;

/// <summary>A decision with the terms behind it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Terms">Terms with their weight (log-odds; above 0 speaks for a person), strongest first.</param>
public sealed record TriageExplanation(TriageDecision Decision, IReadOnlyList<KeyValuePair<string, double>> Terms);
