namespace AssistantBot.BotFramework.Turns;

/// <summary>Reads what was said. The transcript is also Direct Line's feed.</summary>
public interface ITranscriptStore
{
    /// <summary>Rows after a sequence number, ascending.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="after">0 for the start.</param>
    /// <param name="max">At most this many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<TranscriptEntry>> ReadAsync(ConversationKey conversation, long after, int max, CancellationToken cancellationToken);

    /// <summary>The last rows up to and including a sequence number, ascending.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="count">How many.</param>
    /// <param name="upTo">Last sequence number wanted; null for the newest.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<TranscriptEntry>> ReadLastAsync(ConversationKey conversation, int count, long? upTo, CancellationToken cancellationToken);

    /// <summary>
    /// The last rows a turn may know of, ascending: what was written up to its own inbox row, each followed by the replies to it. What came
    /// in later, and the answers to that, are left out. A store that cannot tell gives the newest.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<IReadOnlyList<TranscriptEntry>> ReadHistoryAsync(TurnUnitOfWork turn, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return ReadLastAsync(turn.Conversation, count, null, cancellationToken);
    }
}
