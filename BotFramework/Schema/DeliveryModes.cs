namespace AssistantBot.BotFramework.Schema;

/// <summary>How replies are to be delivered.</summary>
public static class DeliveryModes
{
    /// <summary>By the connector.</summary>
    public const string Normal = "normal";

    /// <summary>In the HTTP answer.</summary>
    public const string ExpectReplies = "expectReplies";

    /// <summary>Deprecated, as normal.</summary>
    public const string Notification = "notification";

    /// <summary>Not kept.</summary>
    public const string Ephemeral = "ephemeral";

    /// <summary>As a stream.</summary>
    public const string Stream = "stream";
}
