namespace AssistantBot.Knowledge.Models;

/// <summary>The day's budget, for what is not a call of the chat model.</summary>
public interface IModelBudget
{
    /// <summary>Spends what a text costs, without counting it as a call.</summary>
    /// <param name="letters">Length of the text.</param>
    /// <param name="caller">Whose budget pays; null for nobody's in particular.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>False when the budget is used up.</returns>
    Task<bool> TrySpendAsync(int letters, ModelCaller? caller, CancellationToken cancellationToken);
}
