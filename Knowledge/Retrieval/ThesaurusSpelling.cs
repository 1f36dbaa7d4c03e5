using System.Runtime.CompilerServices;
using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>The spelling index of a thesaurus, built once for all knowledge bases that use it.</summary>
internal static class ThesaurusSpelling
{
    private static readonly ConditionalWeakTable<OfficeThesaurus, SpellIndex> Indexes = [];

    public static SpellIndex Of(OfficeThesaurus thesaurus) =>
        Indexes.GetValue(thesaurus, known => new SpellIndex(known.Words));
}
