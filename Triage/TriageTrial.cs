using AssistantBot.Triage.Classifier;

namespace AssistantBot.Triage;

/// <summary>What a file of new examples changes.</summary>
/// <param name="Added">The new examples with the decision before and after.</param>
/// <param name="Changed">Examples of the product whose decision changes.</param>
public sealed record TriageTrial(IReadOnlyList<TriageChange> Added, IReadOnlyList<TriageChange> Changed);

/// <summary>A decision before and after new examples.</summary>
/// <param name="Example">The example.</param>
/// <param name="Before">The decision today.</param>
/// <param name="After">The decision with the new examples.</param>
public sealed record TriageChange(LabelledExample Example, TriageDecision Before, TriageDecision After);
