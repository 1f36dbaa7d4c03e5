using Microsoft.AspNetCore.Http;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>The language a browser asks for.</summary>
internal static class RequestLanguage
{
    /// <summary>First entry of <c>Accept-Language</c>, or null.</summary>
    public static string? Of(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage.ToString();
        var end = header.AsSpan().IndexOfAny(',', ';');
        var first = (end < 0 ? header : header[..end]).Trim();
        return first.Length is > 0 and <= 35 && first != "*" && first.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? first : null;
    }
}
