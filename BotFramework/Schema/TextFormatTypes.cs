namespace AssistantBot.BotFramework.Schema;

/// <summary>Format of <c>text</c>.</summary>
public static class TextFormatTypes
{
    /// <summary>As is.</summary>
    public const string Plain = "plain";

    /// <summary>Markdown.</summary>
    public const string Markdown = "markdown";

    /// <summary>Teams' XML subset.</summary>
    public const string Xml = "xml";
}
