namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Whether a token is good.</summary>
public enum DirectLineTokenStatus
{
    /// <summary>It is.</summary>
    Valid,

    /// <summary>It was; clients end the conversation on this.</summary>
    Expired,

    /// <summary>It never was ours.</summary>
    Invalid,
}
