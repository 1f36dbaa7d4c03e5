namespace AssistantBot.Knowledge.Retrieval;

/// <summary>What of a question stands in an entry, unit by unit; neighbouring concepts do not count.</summary>
/// <param name="Found">How many units the entry has, each by how well it is found and how much it says; at most 1.5.</param>
/// <param name="Missing">Importance, as a share of the question's, of the units whose meaning is known and which the entry lacks.</param>
/// <param name="IsSingle">True when no more than one unit of several is found: a word in common may be chance.</param>
internal readonly record struct Agreement(float Found, float Missing, bool IsSingle)
{
    /// <summary>One and a half units agree: more of them make nothing surer.</summary>
    private const float MostFound = 1.5f;

    /// <summary>From this importance a unit counts in full.</summary>
    private const float Telling = 0.3f;

    /// <summary>From this match a unit is found.</summary>
    private const float IsFound = 0.4f;

    /// <summary>Sums up the matches of a question's units, each between 0 and 1.</summary>
    public static Agreement Of(AnalyzedQuery query, ReadOnlySpan<float> matches)
    {
        float found = 0, missing = 0;
        var units = 0;
        for (var unit = 0; unit < matches.Length; unit++)
        {
            var (importance, isUnderstood) = (query.Units[unit].Importance, query.Units[unit].IsUnderstood);
            found += matches[unit] * Math.Min(1, importance / Telling);
            missing += isUnderstood ? importance * (1 - matches[unit]) : 0;
            units += matches[unit] >= IsFound ? 1 : 0;
        }

        var share = query.Importance > 0 ? missing / query.Importance : 0;
        // A question of one unit cannot agree by more.
        return matches.Length == 1 ? new Agreement(MostFound * matches[0], share, false) : new Agreement(Math.Min(MostFound, found), share, units <= 1);
    }
}
