using System.Net;

namespace AssistantBot.BotFramework.Connector;

/// <summary>A call to the connector failed.</summary>
public sealed class ConnectorException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>HTTP status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The connector's error code, for example <c>ConversationNotFound</c>, or null.</summary>
    public string? Code { get; init; }

    /// <summary>What the connector said in words, to tell apart what one code stands for; not for logs. Null when it said nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>How long the connector asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the request provably never reached the connector.</summary>
    public bool NotSent { get; init; }

    /// <summary>True when the service URL is not one the bot may send to; nothing was sent.</summary>
    public bool NotTrusted { get; init; }
}
