namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>The choice an answer means.</summary>
public sealed class FoundChoice
{
    /// <summary>Value of the choice.</summary>
    public string? Value { get; set; }

    /// <summary>Its index, from 0.</summary>
    public int Index { get; set; }

    /// <summary>How well it fits, 0 to 1.</summary>
    public double Score { get; set; }

    /// <summary>The word that was found, or null for a number.</summary>
    public string? Synonym { get; set; }
}
