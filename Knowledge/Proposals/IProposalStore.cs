namespace AssistantBot.Knowledge.Proposals;

/// <summary>Keeps what a model proposed until an author has decided on it.</summary>
public interface IProposalStore
{
    /// <summary>What is kept for an entry, in the order it was proposed.</summary>
    Task<IReadOnlyList<KnowledgeProposal>> ReadAsync(string entryId, string language, CancellationToken cancellationToken);

    /// <summary>Adds proposals. A phrasing that is there already stays as it is; a translation takes the place of the one before.</summary>
    Task AddAsync(IReadOnlyCollection<KnowledgeProposal> proposals, CancellationToken cancellationToken);

    /// <summary>Deletes what was decided on: these phrasings, and the translation where null is among them.</summary>
    Task DeleteAsync(string entryId, string language, IReadOnlyCollection<string?> phrasings, CancellationToken cancellationToken);
}
