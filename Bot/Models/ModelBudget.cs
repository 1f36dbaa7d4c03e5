using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AssistantBot.Bot.Models;

/// <summary>Counts a call against its person, its site and the day before it is made, and what it really used after.</summary>
internal sealed partial class ModelBudget(IModelUsageStore store, ModelBudgetOptions limits, TimeProvider time, ILogger<ModelBudget>? log = null) : IModelBudget
{
    private const int TokensExpectedBack = 400;
    private readonly ILogger _log = log ?? NullLogger<ModelBudget>.Instance;

    /// <summary>Tokens of a text, roughly: three letters each, which errs on the dear side for French and English.</summary>
    public static long TokensOf(long letters) => (letters + 2) / 3;

    /// <summary>Reserves what a call is expected to use.</summary>
    /// <exception cref="ModelUnavailableException">The budget is used up.</exception>
    public async Task<ModelSpending> ReserveAsync(
        IReadOnlyList<ChatMessage> messages, int? mostBack, ModelCaller? caller, CancellationToken cancellationToken)
    {
        var input = TokensOf(messages.Sum(message => (long)message.Text.Length));
        var expected = input + Math.Min(mostBack ?? TokensExpectedBack, TokensExpectedBack);
        return await AddAsync(1, input, expected, caller, cancellationToken) ?? throw new ModelUnavailableException(ModelUnavailability.OverBudget);
    }

    /// <inheritdoc/>
    public async Task<bool> TrySpendAsync(int letters, ModelCaller? caller, CancellationToken cancellationToken) =>
        await AddAsync(0, TokensOf(letters), TokensOf(letters), caller, cancellationToken) is not null;

    private async Task<ModelSpending?> AddAsync(int calls, long input, long tokens, ModelCaller? caller, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        List<ModelUsageLimit> scopes = [new("day", null, limits.CallsPerDay, limits.TokensPerDay)];
        if (caller is not null)
            scopes.Add(new ModelUsageLimit($"site:{caller.Site}", null, limits.CallsPerSite, limits.TokensPerSite));
        if (caller is { PersonId: { Length: > 0 } person })
            scopes.Add(new ModelUsageLimit($"person:{caller.Site}:{person}", person, limits.CallsPerPerson, limits.TokensPerPerson));
        if (!await store.TryAddAsync(day, scopes, calls, tokens, cancellationToken))
        {
            LogOver(caller?.Site);
            return null;
        }

        return new ModelSpending(day, [.. scopes.Select(scope => scope.Scope)], input, tokens);
    }

    /// <summary>Corrects the reservation. A database that cannot be written leaves the estimate.</summary>
    public async Task SettleAsync(ModelSpending spending)
    {
        if (spending.Difference == 0)
            return;
        try
        {
            await store.CorrectAsync(spending.Day, spending.Scopes, spending.Difference, CancellationToken.None);
        }
        // The answer is there; an estimate that stands is no reason to lose it.
        catch (Exception failure)
        {
            LogNotSettled(failure);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The day's budget of model calls is used up (site {Site})")]
    private partial void LogOver(string? site);

    [LoggerMessage(2, LogLevel.Warning, "The model's use could not be settled; the estimate stands")]
    private partial void LogNotSettled(Exception failure);
}
