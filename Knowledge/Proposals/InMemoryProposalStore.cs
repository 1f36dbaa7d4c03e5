namespace AssistantBot.Knowledge.Proposals;

/// <summary>Keeps proposals for the life of the process: for tests and for programs without a database.</summary>
public sealed class InMemoryProposalStore : IProposalStore
{
    private readonly Lock _gate = new();
    private readonly List<KnowledgeProposal> _proposals = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<KnowledgeProposal>> ReadAsync(string entryId, string language, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<KnowledgeProposal>>([.. _proposals.Where(proposal => proposal.EntryId == entryId && proposal.Language == language)]);
    }

    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyCollection<KnowledgeProposal> proposals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        lock (_gate)
        {
            foreach (var proposal in proposals)
            {
                if (proposal.Phrasing is null)
                    _proposals.RemoveAll(other => IsSame(other, proposal.EntryId, proposal.Language, null));
                if (!_proposals.Exists(other => IsSame(other, proposal.EntryId, proposal.Language, proposal.Phrasing)))
                    _proposals.Add(proposal);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string entryId, string language, IReadOnlyCollection<string?> phrasings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phrasings);
        lock (_gate)
            _proposals.RemoveAll(proposal => phrasings.Any(phrasing => IsSame(proposal, entryId, language, phrasing)));
        return Task.CompletedTask;
    }

    private static bool IsSame(KnowledgeProposal proposal, string entryId, string language, string? phrasing) =>
        proposal.EntryId == entryId && proposal.Language == language && proposal.Phrasing == phrasing;
}
