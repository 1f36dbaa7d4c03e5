using AssistantBot.Knowledge.Index;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>A question ready to be scored.</summary>
/// <param name="Units">Its units of meaning, those taken from earlier questions included.</param>
/// <param name="Grams">How often each of its hashed character grams stands in it.</param>
internal sealed record AnalyzedQuery(IReadOnlyList<QueryUnit> Units, Dictionary<int, float> Grams)
{
    /// <summary>The importance of all units together.</summary>
    public float Importance { get; } = Units.Sum(unit => unit.Importance);
}
