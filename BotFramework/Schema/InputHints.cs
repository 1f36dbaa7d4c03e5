namespace AssistantBot.BotFramework.Schema;

/// <summary>Whether the bot expects an answer.</summary>
public static class InputHints
{
    /// <summary>Ready, waiting for nothing.</summary>
    public const string AcceptingInput = "acceptingInput";

    /// <summary>Waiting for an answer.</summary>
    public const string ExpectingInput = "expectingInput";

    /// <summary>Busy.</summary>
    public const string IgnoringInput = "ignoringInput";
}
