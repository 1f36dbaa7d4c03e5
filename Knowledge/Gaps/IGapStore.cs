namespace AssistantBot.Knowledge.Gaps;

/// <summary>Keeps questions without a good answer for a while, and what assistants made of them for as long as it is needed.</summary>
public interface IGapStore
{
    /// <summary>The questions asked since a moment, newest first.</summary>
    Task<IReadOnlyList<RecordedQuestion>> ReadQuestionsAsync(DateTimeOffset since, int max, CancellationToken cancellationToken);

    /// <summary>Deletes questions: they were dealt with, or mean nothing.</summary>
    Task DeleteQuestionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Deletes the questions asked before a moment.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DeleteQuestionsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken);

    /// <summary>Keeps an approved gap and deletes the questions it stands for, in one transaction.</summary>
    Task AddGapAsync(KnowledgeGap gap, IReadOnlyCollection<long> questions, CancellationToken cancellationToken);

    /// <summary>The approved gaps, newest first.</summary>
    Task<IReadOnlyList<KnowledgeGap>> ReadGapsAsync(CancellationToken cancellationToken);

    /// <summary>Ends a gap: it was written about, or never will be.</summary>
    Task DeleteGapAsync(string id, CancellationToken cancellationToken);
}
