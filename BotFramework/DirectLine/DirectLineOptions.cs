namespace AssistantBot.BotFramework.DirectLine;

/// <summary>The Direct Line server. Section <c>DirectLine</c>.</summary>
public sealed class DirectLineOptions
{
    /// <summary>Shortest secret accepted, in characters.</summary>
    public const int MinSecretLength = 16;

    /// <summary>The secret with which a server fetches tokens; absent means a random one per installation, kept in the database.</summary>
    public string? Secret { get; set; }

    /// <summary>
    /// Origins of web pages that may use the server besides its own pages, for example <c>https://www.example.com</c>.
    /// Lower case, no path, as browsers send them.
    /// </summary>
    public IList<string> TrustedOrigins { get; } = [];

    /// <summary>True for an origin as browsers send it: a scheme, a host and a port, nothing more.</summary>
    public static bool IsOrigin(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.GetLeftPart(UriPartial.Authority) == origin;

    /// <summary>Address under which browsers reach the server, for example <c>https://bot.example.com</c>; default: the request's own.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>How long a token lives. Default 30 minutes, as the real service.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a browser may come back to its conversation. Default 30 days.</summary>
    public TimeSpan ResumeLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The bot's account id in Direct Line conversations.</summary>
    public string BotId { get; set; } = "assistantbot";

    /// <summary>The bot's name in Direct Line conversations.</summary>
    public string BotName { get; set; } = "Assistant";

    /// <summary>Files that clients may send.</summary>
    public DirectLineFileOptions Files { get; set; } = new();

    /// <summary>Limits against abuse.</summary>
    public DirectLineLimitOptions Limits { get; set; } = new();
}
