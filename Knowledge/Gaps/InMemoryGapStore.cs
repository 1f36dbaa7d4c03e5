namespace AssistantBot.Knowledge.Gaps;

/// <summary>Keeps gaps for the life of the process: for tests and for programs without a database.</summary>
public sealed class InMemoryGapStore : IGapStore
{
    private readonly Lock _gate = new();
    private readonly List<KnowledgeGap> _gaps = [];

    /// <summary>The questions that are kept.</summary>
    public List<RecordedQuestion> Questions { get; } = [];

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordedQuestion>> ReadQuestionsAsync(DateTimeOffset since, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<RecordedQuestion>>([.. Questions.Where(question => question.At >= since).OrderByDescending(question => question.Id).Take(max)]);
    }

    /// <inheritdoc/>
    public Task DeleteQuestionsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        lock (_gate)
            Questions.RemoveAll(question => ids.Contains(question.Id));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<int> DeleteQuestionsBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Questions.RemoveAll(question => question.At < moment));
    }

    /// <inheritdoc/>
    public Task AddGapAsync(KnowledgeGap gap, IReadOnlyCollection<long> questions, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _gaps.Insert(0, gap);
            Questions.RemoveAll(question => questions.Contains(question.Id));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<KnowledgeGap>> ReadGapsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<KnowledgeGap>>([.. _gaps]);
    }

    /// <inheritdoc/>
    public Task DeleteGapAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate)
            _gaps.RemoveAll(gap => gap.Id == id);
        return Task.CompletedTask;
    }
}
