namespace AssistantBot.Knowledge.Index;

/// <summary>How much a unit says about the subject: rare in the base, and not one of the ideas that fit everywhere.</summary>
internal static class UnitImportance
{
    /// <summary>Importance of an ordinary word that neither the base nor the thesaurus knows.</summary>
    private const float Unknown = 0.8f;

    /// <summary>What is left of the importance of a word that everybody uses about everything.</summary>
    private const float Common = 0.35f;

    /// <param name="unit">The unit.</param>
    /// <param name="terms">Its own terms: stems and concepts, -1 for stems that no entry has.</param>
    /// <param name="index">Knows how rare the terms are.</param>
    /// <param name="audience">Among whose entries.</param>
    public static float Of(TextUnit unit, List<int> terms, KnowledgeIndex index, Audience audience)
    {
        var rarity = 1f;
        var known = false;
        foreach (var term in terms)
        {
            if (index.Occurs(term, audience))
            {
                rarity = Math.Min(rarity, index.Rarity(term, audience));
                known = true;
            }
        }

        float weight = 0, strengths = 0;
        foreach (var (concept, strength) in unit.Concepts)
        {
            weight += index.Thesaurus.Concepts[concept].Weight * strength;
            strengths += strength;
        }

        return (known ? rarity : Unknown) * (strengths > 0 ? weight / strengths : unit.IsCommon ? Common : 1);
    }
}
