namespace AssistantBot.BotFramework.Schema;

/// <summary>Content types of cards.</summary>
public static class AttachmentContentTypes
{
    /// <summary>Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>Hero card.</summary>
    public const string HeroCard = "application/vnd.microsoft.card.hero";

    /// <summary>Thumbnail card.</summary>
    public const string ThumbnailCard = "application/vnd.microsoft.card.thumbnail";

    /// <summary>A file sent in Teams.</summary>
    public const string TeamsFileDownloadInfo = "application/vnd.microsoft.teams.file.download.info";

    /// <summary>Teams' HTML copy of the text; to be skipped.</summary>
    public const string Html = "text/html";
}
