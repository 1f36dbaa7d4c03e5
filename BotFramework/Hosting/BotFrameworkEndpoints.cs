using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Maps the endpoints through which channels reach the bot.</summary>
public static class BotFrameworkEndpoints
{
    /// <summary>Maps <c>/api/messages</c>, where Azure Bot Service (or, in local mode, a Teams stand-in) delivers activities.</summary>
    public static IEndpointConventionBuilder MapBotMessages(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/api/messages", http => http.RequestServices.GetRequiredService<BotMessagesEndpoint>().HandleAsync(http))
            .WithDisplayName("Bot messages");

    /// <summary>Maps the Direct Line 3.0 server below <c>/v3/directline</c>, REST and WebSocket.</summary>
    public static IEndpointConventionBuilder MapDirectLine(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var group = endpoints.MapGroup("/v3/directline");
        group.MapPost("/tokens/generate", Call((endpoint, http) => endpoint.GenerateAsync(http)));
        group.MapPost("/tokens/refresh", Call((endpoint, http) => endpoint.RefreshAsync(http)));
        group.MapPost("/conversations", Call((endpoint, http) => endpoint.StartAsync(http)));
        group.MapGet("/conversations/{conversation}", Call((endpoint, http) => endpoint.ReconnectAsync(http)));
        group.MapGet("/conversations/{conversation}/activities", Call((endpoint, http) => endpoint.PollAsync(http)));
        group.MapPost("/conversations/{conversation}/activities", Call((endpoint, http) => endpoint.PostAsync(http)));
        group.MapPost("/conversations/{conversation}/upload", Call((endpoint, http) => endpoint.UploadAsync(http)));
        group.MapGet("/attachments/{attachment}", http => http.RequestServices.GetRequiredService<AttachmentEndpoint>().HandleAsync(http));
        group.MapMethods("/{**path}", ["OPTIONS"], Preflight);
        var sockets = endpoints.CreateApplicationBuilder();
        sockets.UseWebSockets();
        sockets.Run(http => http.RequestServices.GetRequiredService<DirectLineStreamEndpoint>().HandleAsync(http));
        var stream = sockets.Build();
        // Over HTTP/2 browsers open sockets with CONNECT.
        group.MapMethods("/conversations/{conversation}/stream", ["GET", "CONNECT"], http =>
        {
            http.Response.Headers.CacheControl = "no-store";
            // Endpoint routing has chosen this endpoint; the middleware below must not think it still has to run.
            http.SetEndpoint(null);
            return stream(http);
        });
        return group;
    }

    /// <summary>
    /// Keeps local mode local; put it first. Does nothing for requests when an app id is configured. The configuration is checked at once, so that a
    /// program that cannot start says so before the host logs anything; the check runs again when the host starts.
    /// </summary>
    /// <exception cref="ChannelConfigurationException">The configuration does not allow a safe start.</exception>
    public static IApplicationBuilder UseLocalModeGuard(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.ApplicationServices.GetRequiredService<ChannelStartupCheck>().Check();
        return app.UseMiddleware<LocalModeGuard>();
    }

    private static RequestDelegate Call(Func<DirectLineEndpoint, HttpContext, Task> call) => async http =>
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!AllowOrigin(http))
        {
            await DirectLineError.ForeignOrigin.WriteAsync(http).ConfigureAwait(false);
            return;
        }

        try
        {
            await call(http.RequestServices.GetRequiredService<DirectLineEndpoint>(), http).ConfigureAwait(false);
        }
        catch (TurnRejectedException rejected) when (!http.Response.HasStarted)
        {
            await DirectLineError.Unavailable(rejected.RetryAfter).WriteAsync(http).ConfigureAwait(false);
        }
    };

    private static Task Preflight(HttpContext http)
    {
        if (!AllowOrigin(http))
            return DirectLineError.ForeignOrigin.WriteAsync(http);
        var headers = http.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";
        headers.AccessControlMaxAge = "600";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Adds the CORS headers for a page that may call.</summary>
    /// <returns>False for a page that may not; a caller without an origin is no foreign page.</returns>
    private static bool AllowOrigin(HttpContext http)
    {
        var origin = http.Request.Headers.Origin;
        if (origin.Count == 0)
            return true;
        http.Response.Headers.Vary = "Origin";
        if (origin.Count != 1 || !http.RequestServices.GetRequiredService<DirectLineOrigins>().MayCall(http.Request, origin[0]!))
            return false;
        http.Response.Headers.AccessControlAllowOrigin = origin[0];
        http.Response.Headers.AccessControlExposeHeaders = "Retry-After";
        return true;
    }
}
