namespace AssistantBot.BotFramework.Connector;

/// <summary>How the bot calls the Bot Connector. Section <c>Connector</c>.</summary>
public sealed class ConnectorOptions
{
    /// <summary>Hosts that may get the bot's token besides Microsoft's own; <c>*.example.com</c> means all below.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>How long one call may take. Default 20 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long typing and stream chunks may take. Default 5 s.</summary>
    public TimeSpan EphemeralTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
