namespace AssistantBot.BotFramework.Schema;

/// <summary>How several attachments are shown.</summary>
public static class AttachmentLayoutTypes
{
    /// <summary>One under another.</summary>
    public const string List = "list";

    /// <summary>Side by side.</summary>
    public const string Carousel = "carousel";
}
