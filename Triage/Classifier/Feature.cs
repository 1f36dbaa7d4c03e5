namespace AssistantBot.Triage.Classifier;

/// <summary>One feature of a message.</summary>
/// <param name="Key">Hash of its kind and text.</param>
/// <param name="Kind">Its family.</param>
/// <param name="FirstToken">First word it was seen in; -1 when it belongs to the message as a whole.</param>
/// <param name="TokenCount">How many words it spans.</param>
internal readonly record struct Feature(ulong Key, FeatureKind Kind, int FirstToken, int TokenCount);
