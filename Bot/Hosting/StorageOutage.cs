using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Bot.Hosting;

/// <summary>What needs the database while it is away is answered with 503 and when to try again, instead of an error of ours.</summary>
internal static class StorageOutage
{
    /// <summary>Seconds after which to try again.</summary>
    private const string RetryAfter = "5";

    /// <summary>Adds it in front of everything.</summary>
    public static void UseStorageOutage(this WebApplication app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (StorageUnavailableException) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = RetryAfter;
        }
    });
}
