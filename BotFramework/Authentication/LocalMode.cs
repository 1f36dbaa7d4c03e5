using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Authentication;

/// <summary>
/// Local mode: no app id is configured, nobody is authenticated, and therefore only this machine is served.
/// Ask <see cref="IsLocal"/> before offering anything that only a developer's own machine may have.
/// </summary>
public sealed class LocalMode
{
    /// <summary>Reads the mode from configuration.</summary>
    public LocalMode(IOptions<BotCredentialOptions> credentials, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(configuration);
        ServesBotService = !string.Equals(configuration["Channels:BotService"], "false", StringComparison.OrdinalIgnoreCase);
        IsLocal = !credentials.Value.HasAppId && ServesBotService;
    }

    /// <summary>True when this machine alone is served, unauthenticated.</summary>
    public bool IsLocal { get; }

    /// <summary>False when <c>Channels:BotService=false</c>: only the web is served and <c>/api/messages</c> does not exist.</summary>
    public bool ServesBotService { get; }
}
