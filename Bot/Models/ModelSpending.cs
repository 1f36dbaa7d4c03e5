using Microsoft.Extensions.AI;

namespace AssistantBot.Bot.Models;

/// <summary>What one call was reserved and what it used.</summary>
/// <param name="day">The day it counts for.</param>
/// <param name="scopes">Where it was counted.</param>
/// <param name="input">Tokens of the prompt, estimated.</param>
/// <param name="reserved">Tokens counted beforehand.</param>
internal sealed class ModelSpending(DateOnly day, IReadOnlyList<string> scopes, long input, long reserved)
{
    private long _letters;
    private long? _counted;

    public DateOnly Day { get; } = day;

    public IReadOnlyList<string> Scopes { get; } = scopes;

    /// <summary>Used less reserved: as the provider counted, else by the length of what came.</summary>
    public long Difference => (_counted ?? input + ModelBudget.TokensOf(_letters)) - reserved;

    /// <summary>Notes a piece.</summary>
    public void Add(ChatResponseUpdate update)
    {
        _letters += update.Text.Length;
        foreach (var usage in update.Contents.OfType<UsageContent>())
        {
            if ((usage.Details.TotalTokenCount ?? usage.Details.InputTokenCount + usage.Details.OutputTokenCount) is { } total)
                _counted = Math.Max(_counted ?? 0, total);
        }
    }
}
