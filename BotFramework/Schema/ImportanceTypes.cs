namespace AssistantBot.BotFramework.Schema;

/// <summary>Importance of a message.</summary>
public static class ImportanceTypes
{
    /// <summary>Low.</summary>
    public const string Low = "low";

    /// <summary>Normal.</summary>
    public const string Normal = "normal";

    /// <summary>High.</summary>
    public const string High = "high";
}
