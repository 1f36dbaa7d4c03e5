namespace AssistantBot.Knowledge.Retrieval;

/// <summary>A unit of the question with everything that may stand for it in an entry.</summary>
/// <param name="Importance">How much it says about the subject, 0 to 1.</param>
/// <param name="Terms">Term ids: stems and concepts.</param>
/// <param name="Weights">What a match of each term is worth, 0 to 1.</param>
/// <param name="IsUnderstood">True when the thesaurus knows what it means.</param>
internal sealed record QueryUnit(float Importance, int[] Terms, float[] Weights, bool IsUnderstood);
