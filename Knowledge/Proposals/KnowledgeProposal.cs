namespace AssistantBot.Knowledge.Proposals;

/// <summary>Something a model proposed for an entry that nobody has decided on: either another phrasing of its question or a translation.</summary>
/// <param name="EntryId">The entry.</param>
/// <param name="Language">Language of the entry it was made from.</param>
/// <param name="Phrasing">Another way to ask, or null for a translation.</param>
public sealed record KnowledgeProposal(string EntryId, string Language, string? Phrasing)
{
    /// <summary>The entry in the other language, or null for a phrasing.</summary>
    public KnowledgeEntry? Translation { get; init; }

    /// <summary>Names the text that was translated (<see cref="OpenProposals"/>); null for a phrasing.</summary>
    public string? Basis { get; init; }
}
