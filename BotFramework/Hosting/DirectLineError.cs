using System.Globalization;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using Microsoft.AspNetCore.Http;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>An error of the Direct Line server. 403 ends a client's conversation for good, so it means a dead or foreign token only.</summary>
internal sealed record DirectLineError(int Status, string Code, string Message)
{
    public static DirectLineError Unauthorized { get; } = new(StatusCodes.Status401Unauthorized, "Unauthorized", "A valid token is required.");

    public static DirectLineError TokenExpired { get; } = new(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.");

    public static DirectLineError ForeignConversation { get; } = new(StatusCodes.Status403Forbidden, "BadArgument", "The token is not for this conversation.");

    public static DirectLineError ForeignOrigin { get; } = new(StatusCodes.Status403Forbidden, "BadArgument", "This web page may not use the token.");

    public static DirectLineError ClientIdTooLong { get; } = BadArgument($"channelData.clientActivityID has {DirectLineIntake.MaxClientId} characters at most.");

    public TimeSpan? RetryAfter { get; init; }

    public static DirectLineError BadArgument(string message) => new(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static DirectLineError TooMany(TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too many requests.") { RetryAfter = retryAfter };

    public static DirectLineError Unavailable(TimeSpan retryAfter) =>
        new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service cannot take requests now.") { RetryAfter = retryAfter };

    public static DirectLineError ForStatus(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new(status, "MessageSizeTooBig", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => new(status, "BadArgument", "The body must be application/json."),
        _ => new(status, "BadArgument", "The body could not be read."),
    };

    public Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var body = new ErrorResponse { Error = new() { Code = Code, Message = Message } };
        return http.Response.WriteAsJsonAsync(body, ActivityJson.Context.ErrorResponse, cancellationToken: http.RequestAborted);
    }
}
