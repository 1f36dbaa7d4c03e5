namespace AssistantBot.Knowledge.Answering;

/// <summary>Answers questions from the knowledge base, with the model when one is configured, by quoting otherwise.</summary>
public interface IAnswerer
{
    /// <summary>True when a chat model is configured; pages say "réponses citées" / "quoted answers" when false.</summary>
    bool HasModel { get; }

    /// <summary>
    /// Finds and words the answer. Model failures fall back to quoting; only cancellation throws.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="onText">
    /// Called with what may be seen so far while a model writes, each time it has grown: whole checked sentences, and of the next one the first
    /// words where they are safe by themselves. Never called when quoting. It returns null to go on; when the reader has stopped it, the text
    /// they have read, which is then the answer. May be null.
    /// </param>
    /// <param name="cancellationToken">Cancels the model call.</param>
    Task<Answer> AnswerAsync(AnswerRequest request, Func<string, CancellationToken, ValueTask<string?>>? onText, CancellationToken cancellationToken);
}
