namespace AssistantBot.Knowledge.Retrieval;

/// <summary>The entry that a conversation was about before a question.</summary>
/// <param name="EntryId">Its id.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
internal sealed record Topic(string EntryId, double Confidence)
{
    /// <summary>The first entry of an earlier question; null when nothing was found.</summary>
    public static Topic? Of(Reading earlier) => earlier.Entries is [var first, ..] ? new Topic(first.Entry.Id, earlier.Confidence) : null;
}
