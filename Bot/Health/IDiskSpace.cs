namespace AssistantBot.Bot.Health;

/// <summary>The disk that the bot writes to.</summary>
internal interface IDiskSpace
{
    /// <summary>Share that is free, 0 to 1; null when the bot keeps nothing on this machine or it cannot be told.</summary>
    double? FreeShare();
}
