namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What to write about an attempt to send.</summary>
public enum SendSettlement
{
    /// <summary>The channel has it.</summary>
    Delivered,

    /// <summary>To be tried again.</summary>
    Retry,

    /// <summary>Given up; shown at the desk. The conversation goes on.</summary>
    ParkRow,

    /// <summary>The conversation's sending rests until the person writes again; shown at the desk.</summary>
    ParkConversation,
}
