using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Authentication;

namespace AssistantBot.Bot.Demo;

/// <summary>The demonstration page, in local mode only: employee, client and desk side by side on the real endpoints.</summary>
internal static class DemoEndpoints
{
    /// <summary>Serves <c>/demo</c>.</summary>
    public static void MapDemo(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/demo", ShowAsync).AllowAnonymous();

    private static Task ShowAsync(HttpContext http, LocalMode mode)
    {
        if (!mode.IsLocal)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var session = DemoSession.Of(http.Request) ?? DemoSession.Begin();
        http.Response.Cookies.Append(DemoSession.Cookie, session.Id, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/",
        });
        return PageEndpoints.SendPageAsync(http, "demo", "'none'");
    }
}
