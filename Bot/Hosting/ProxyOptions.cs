namespace AssistantBot.Bot.Hosting;

/// <summary>The reverse proxy before the bot. Section <c>Proxy</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed. Empty:
    /// nobody's, so that a visitor cannot choose their own address.
    /// </summary>
    public IList<string> Addresses { get; } = [];
}
