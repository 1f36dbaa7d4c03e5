namespace AssistantBot.Knowledge.Retrieval;

/// <summary>A ranking of entries for one understanding of a question.</summary>
/// <param name="Confidence">Probability, 0 to 1, that the first entry answers; 0 when there is none.</param>
/// <param name="Entries">Best first, one per id.</param>
internal readonly record struct Reading(double Confidence, IReadOnlyList<RetrievedEntry> Entries)
{
    /// <summary>The same ranking, as sure as this.</summary>
    public Reading With(double confidence)
    {
        var share = Confidence > 0 ? confidence / Confidence : 1;
        return new Reading(confidence, [.. Entries.Select((entry, rank) => entry with { Confidence = rank == 0 ? confidence : Math.Min(confidence, entry.Confidence * share) })]);
    }
}
