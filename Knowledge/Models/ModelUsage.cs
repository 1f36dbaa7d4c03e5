namespace AssistantBot.Knowledge.Models;

/// <summary>What was used in a day.</summary>
/// <param name="Calls">Calls begun.</param>
/// <param name="Tokens">Tokens in and out; an estimate for calls whose provider did not count.</param>
public sealed record ModelUsage(long Calls, long Tokens)
{
    /// <summary>Nothing.</summary>
    public static ModelUsage None { get; } = new(0, 0);
}
