namespace AssistantBot.BotFramework.Schema;

/// <summary>Ids of the channels the product knows.</summary>
public static class ChannelIds
{
    /// <summary>Microsoft Teams.</summary>
    public const string Msteams = "msteams";

    /// <summary>Direct Line clients.</summary>
    public const string Directline = "directline";

    /// <summary>The web chat channel of Azure Bot Service.</summary>
    public const string Webchat = "webchat";

    /// <summary>Bot Framework Emulator.</summary>
    public const string Emulator = "emulator";

    /// <summary>Signed calls to an address of the organisation's own; sent by a sender of the feature that needs them.</summary>
    public const string Webhook = "webhook";

    /// <summary><c>TestAdapter</c>.</summary>
    public const string Test = "test";
}
