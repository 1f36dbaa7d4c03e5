using System.Net;

namespace AssistantBot.BotFramework.Connector;

/// <summary>What Teams' refusals of streamed messages mean (protocol 5.1).</summary>
internal static class TeamsStreams
{
    /// <summary>True when the person pressed "stop". Both spellings of "canceled" occur; 410 means the same.</summary>
    public static bool IsStopped(ConnectorException refusal) =>
        refusal.Status == HttpStatusCode.Gone
        || (refusal.Status == HttpStatusCode.Forbidden
            && refusal.Reason is { } reason && reason.Contains("cancel", StringComparison.OrdinalIgnoreCase) && reason.Contains("by user", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// True when the stream as such is refused: not allowed here, already ended, too old, or not what was shown before. The same message
    /// may still be taken without being a stream.
    /// </summary>
    public static bool IsRefused(ConnectorException refusal) => refusal.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden
        or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone or HttpStatusCode.NotImplemented;
}
