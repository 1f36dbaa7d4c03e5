namespace AssistantBot.Bot.Models;

/// <summary>What the model may be used for in a day (UTC). Past it, passages are quoted and people are offered. Section <c>Model:Budget</c>.</summary>
public sealed class ModelBudgetOptions
{
    /// <summary>Calls for one person.</summary>
    public long CallsPerPerson { get; set; } = 200;

    /// <summary>Tokens, in and out, for one person.</summary>
    public long TokensPerPerson { get; set; } = 500_000;

    /// <summary>Calls for everyone on one channel: visitors of the site cannot use up what employees have.</summary>
    public long CallsPerSite { get; set; } = 10_000;

    /// <summary>Tokens for everyone on one channel.</summary>
    public long TokensPerSite { get; set; } = 20_000_000;

    /// <summary>Calls in all.</summary>
    public long CallsPerDay { get; set; } = 20_000;

    /// <summary>Tokens in all.</summary>
    public long TokensPerDay { get; set; } = 40_000_000;
}
