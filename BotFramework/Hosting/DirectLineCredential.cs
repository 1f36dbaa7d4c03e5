using Microsoft.AspNetCore.Http;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Reads the credential of a Direct Line call.</summary>
internal static class DirectLineCredential
{
    private const int MaxLength = 8192;

    /// <summary>The bearer value; null when there is none or more than one. Never read from the query.</summary>
    public static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { Length: > 7 and <= MaxLength } value || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return null;
        return value[7..].Trim();
    }
}
