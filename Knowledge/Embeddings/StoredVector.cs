namespace AssistantBot.Knowledge.Embeddings;

/// <summary>The vector of a text.</summary>
/// <param name="Hash">Hash of the text it was made from.</param>
/// <param name="Vector">Its numbers, as the model gave them.</param>
public sealed record StoredVector(string Hash, float[] Vector);
