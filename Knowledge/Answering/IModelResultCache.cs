namespace AssistantBot.Knowledge.Answering;

/// <summary>Keeps what a model answered in a turn, so that a re-run of the same turn does not pay twice.</summary>
public interface IModelResultCache
{
    /// <summary>The result kept for a prompt, or null.</summary>
    /// <param name="promptHash">Hash of model, prompt version and prompt.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<string?> GetAsync(string promptHash, CancellationToken cancellationToken);

    /// <summary>Keeps the result for a prompt.</summary>
    /// <param name="promptHash">Hash of model, prompt version and prompt.</param>
    /// <param name="result">The model's raw text.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    Task PutAsync(string promptHash, string result, CancellationToken cancellationToken);
}
