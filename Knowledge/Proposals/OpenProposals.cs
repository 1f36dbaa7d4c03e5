using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Proposals;

/// <summary>
/// What a model proposed for a published entry and no author has decided on. A phrasing is decided on when it is published with the entry or
/// dismissed; a translation also when the entry exists in the other language, and when what was translated has changed since.
/// </summary>
/// <param name="store">Keeps them.</param>
/// <param name="knowledge">The entries, to know which exist in the other language.</param>
public sealed class OpenProposals(IProposalStore store, IKnowledgeStore knowledge)
{
    /// <summary>What is open for an entry as it stands.</summary>
    public async Task<(IReadOnlyList<string> Phrasings, KnowledgeEntry? Translation)> ReadAsync(KnowledgeEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var kept = await store.ReadAsync(entry.Id, entry.Language, cancellationToken);
        if (kept.Count == 0)
            return ([], null);
        var known = Known(entry).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var translation = kept.FirstOrDefault(proposal => proposal.Translation is not null && proposal.Basis == BasisOf(entry))?.Translation;
        if (translation is not null && await IsPublishedAsync(translation.Id, translation.Language, cancellationToken))
            translation = null;
        return ([.. kept.Select(proposal => proposal.Phrasing).OfType<string>().Where(phrasing => !known.Contains(phrasing))], translation);
    }

    /// <summary>Keeps what was proposed for an entry, unless the entry itself is not published: it could not be found again.</summary>
    /// <param name="entry">The entry as it was read by the model.</param>
    /// <param name="phrasings">Other phrasings.</param>
    /// <param name="translation">The translation, or null.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task KeepAsync(KnowledgeEntry entry, IReadOnlyList<string> phrasings, KnowledgeEntry? translation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(phrasings);
        List<KnowledgeProposal> proposals = [.. phrasings.Select(phrasing => new KnowledgeProposal(entry.Id, entry.Language, phrasing))];
        if (translation is not null)
            proposals.Add(new KnowledgeProposal(entry.Id, entry.Language, null) { Translation = translation, Basis = BasisOf(entry) });
        if (proposals.Count > 0 && await IsPublishedAsync(entry.Id, entry.Language, cancellationToken))
            await store.AddAsync(proposals, cancellationToken);
    }

    /// <summary>An author wants none of it: this phrasing, or with null the translation.</summary>
    public Task DismissAsync(string entryId, string language, string? phrasing, CancellationToken cancellationToken) =>
        store.DeleteAsync(entryId, language, [phrasing], cancellationToken);

    /// <summary>An entry was published: what is in it was decided on, and a translation into its language too.</summary>
    public async Task SettleAsync(KnowledgeEntry published, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(published);
        await store.DeleteAsync(published.Id, published.Language, [.. Known(published)], cancellationToken);
        await store.DeleteAsync(published.Id, published.Language == "fr" ? "en" : "fr", [null], cancellationToken);
    }

    private static IEnumerable<string> Known(KnowledgeEntry entry) => entry.AlsoAsked.Prepend(entry.Question);

    private static string BasisOf(KnowledgeEntry entry) => KnowledgeVersion.Of(
        new KnowledgeEntry { Id = entry.Id, Language = entry.Language, Question = entry.Question, Short = entry.Short, Answer = entry.Answer.ReplaceLineEndings("\n").Trim(), Source = "" });

    private async Task<bool> IsPublishedAsync(string id, string language, CancellationToken cancellationToken) =>
        (await knowledge.ReadAsync(cancellationToken)).Any(row => row.EntryId == id && row.Language == language && row.Entry is not null);
}
