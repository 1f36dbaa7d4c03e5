using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Publishing;

/// <summary>
/// Decides what an import does to each entry. The folder and the desk may both write; what counts is what each has changed since they last
/// agreed: only one of them, and its version is taken; both, and the desk's version serves while a person decides.
/// </summary>
public static class KnowledgeImportPlan
{
    /// <summary>The rows to write: those whose version rises have a kind.</summary>
    /// <param name="stored">Every row.</param>
    /// <param name="files">What the folder holds.</param>
    /// <param name="force">True to let the file win over the desk.</param>
    public static List<(StoredEntry Row, KnowledgeChangeKind? Kind)> Decide(IEnumerable<StoredEntry> stored, KnowledgeImportSet files, bool force)
    {
        var rows = stored.ToDictionary(row => (row.EntryId, row.Language));
        List<(StoredEntry, KnowledgeChangeKind?)> changes = [];
        HashSet<(string, string)> inFiles = [];
        foreach (var loaded in files.Entries)
        {
            var entry = loaded.Entry;
            inFiles.Add((entry.Id, entry.Language));
            if (!rows.TryGetValue((entry.Id, entry.Language), out var row))
            {
                changes.Add((new StoredEntry(entry.Id, entry.Language, 1, entry) { Imported = KnowledgeVersion.Of(entry), File = loaded.File }, KnowledgeChangeKind.Imported));
            }
            else if (Decide(row, entry, loaded.File, force) is { } change)
            {
                changes.Add(change);
            }
        }

        foreach (var row in rows.Values.Where(row => row.File is not null && !inFiles.Contains((row.EntryId, row.Language)) && !files.RefusedFiles.Contains(row.File)))
        {
            if (Decide(row, null, null, force) is { } change)
                changes.Add(change);
        }

        return changes;
    }

    /// <summary>A person's decision on a conflict.</summary>
    /// <param name="row">The row with its offer.</param>
    /// <param name="take">True to take the file's version, false to keep the desk's and not be asked again.</param>
    public static (StoredEntry Row, KnowledgeChangeKind? Kind) Resolve(StoredEntry row, bool take)
    {
        var offered = row.Offer!.Entry;
        var agreed = row with { Imported = offered is null ? null : KnowledgeVersion.Of(offered), File = offered is null ? null : row.File, Offer = null };
        return take
            ? (agreed with { Version = row.Version + 1, Entry = offered }, offered is null ? KnowledgeChangeKind.Withdrawn : KnowledgeChangeKind.Imported)
            : (agreed, null);
    }

    private static (StoredEntry, KnowledgeChangeKind?)? Decide(StoredEntry row, KnowledgeEntry? entry, string? file, bool force)
    {
        var says = entry is null ? null : KnowledgeVersion.Of(entry);
        var current = row.Entry is null ? null : KnowledgeVersion.Of(row.Entry);
        var agreed = row with { Imported = says, File = file, Offer = null };
        if (says == current)
            return agreed == row ? null : (agreed, null);
        if (force || current == row.Imported)
            return (agreed with { Version = row.Version + 1, Entry = entry }, entry is null ? KnowledgeChangeKind.Withdrawn : KnowledgeChangeKind.Imported);
        // The desk alone has changed it.
        if (says == row.Imported)
            return row.Offer is null && row.File == file ? null : (row with { File = file, Offer = null }, null);
        return row.Offer is { } offer && (offer.Entry is null ? null : KnowledgeVersion.Of(offer.Entry)) == says ? null : (row with { File = file ?? row.File, Offer = new FileOffer(entry) }, null);
    }
}
