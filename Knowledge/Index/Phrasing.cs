namespace AssistantBot.Knowledge.Index;

/// <summary>One wording of an entry's question, ready to be compared with what a person asks.</summary>
/// <param name="Units">Its units of meaning.</param>
/// <param name="Grams">Its character grams.</param>
internal sealed record Phrasing(PhrasingUnit[] Units, GramCounts Grams);

/// <summary>A unit of a phrasing: the terms it can be recognised by.</summary>
/// <param name="Terms">Term ids: stems and concepts.</param>
/// <param name="Strengths">How surely each term stands for the unit.</param>
/// <param name="Importance">How much the unit says about the subject.</param>
internal sealed record PhrasingUnit(int[] Terms, float[] Strengths, float Importance);
