namespace AssistantBot.Triage.Classifier;

/// <summary>The known features of a message with their values.</summary>
/// <param name="Indexes">Positions in the vocabulary.</param>
/// <param name="Values">Their values, in the same order.</param>
internal readonly record struct SparseVector(int[] Indexes, float[] Values);
