using System.Text.Json;
using AssistantBot.Bot.Authoring;
using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Answering;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Desk;

/// <summary>The assistants' desk: its page, its HTTP interface and its event stream.</summary>
internal static class DeskEndpoints
{
    private const int MaxId = 100;

    /// <summary>Serves <c>/desk</c>, <c>/desk/api/**</c> and <c>/desk/events</c>.</summary>
    public static void MapDesk(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/desk", ShowAsync).AllowAnonymous();
        // The paths below answer 401 themselves: who is signed in is the desk's own matter.
        var desk = endpoints.MapGroup("/desk").AllowAnonymous().AddEndpointFilter(RequireSessionAsync);
        desk.MapGet("/api/me", GetMe);
        desk.MapGet("/api/queue", GetQueueAsync);
        desk.MapGet("/api/handoffs/{id}", GetHandoffAsync);
        desk.MapPost("/api/handoffs/{id}/{command}", PostCommandAsync);
        desk.MapReviews();
        desk.MapAuthoring();
        endpoints.MapGet("/desk/knowledge", ShowKnowledgeAsync).AllowAnonymous();
        endpoints.MapGet("/desk/events", ListenAsync).AllowAnonymous();
    }

    private static async Task ShowAsync(HttpContext http, DeskSignIn signIn, string? key)
    {
        if (!signIn.IsAvailable)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (key is null)
        {
            await PageEndpoints.SendPageAsync(http, "desk", "'self'");
        }
        else if (await signIn.TryEnterAsync(http, key))
        {
            // Away from the address with the key, which is dead now.
            PageHeaders.Apply(http, "'none'");
            var rest = http.Request.Query.Where(pair => pair.Key is "as" or "lang");
            http.Response.Redirect("/desk" + QueryString.Create(rest));
        }
        else
        {
            await PageEndpoints.SendPageAsync(http, "desk", "'none'", StatusCodes.Status401Unauthorized);
        }
    }

    // Who is not signed in is told so by the page itself, as on the desk.
    private static Task ShowKnowledgeAsync(HttpContext http, DeskSignIn signIn)
    {
        if (signIn.IsAvailable)
            return PageEndpoints.SendPageAsync(http, "knowledge", "'none'");
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async ValueTask<object?> RequireSessionAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        PageHeaders.ApplyToAnything(http);
        http.Response.Headers.CacheControl = "no-store";
        var signIn = http.RequestServices.GetRequiredService<DeskSignIn>();
        if (!signIn.IsAvailable)
            return Results.NotFound();
        if (!PageRequests.IsFromOwnPage(http.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await signIn.AuthenticateAsync(http) is not { } session)
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        http.Features.Set(session);
        return await next(context);
    }

    internal static DeskSession SessionOf(HttpContext http) => http.Features.Get<DeskSession>()!;

    internal static string LanguageOf(string? lang) => lang == "en" ? "en" : "fr";

    private static IResult GetMe(HttpContext http, IOptions<WordingOptions> wording, IAnswerer answerer)
    {
        var assistant = SessionOf(http).Assistant;
        return Results.Json(
            new DeskMe(assistant.Id, assistant.Name, wording.Value.Company, Local: true, !answerer.HasModel),
            DeskJson.Default.DeskMe);
    }

    private static async Task<IResult> GetQueueAsync(HttpContext http, DeskReader reader, string? lang) =>
        Results.Json(await reader.ReadQueueAsync(SessionOf(http), LanguageOf(lang), http.RequestAborted), DeskJson.Default.DeskQueue);

    private static async Task<IResult> GetHandoffAsync(HttpContext http, DeskReader reader, string id, string? lang) =>
        await reader.ReadAsync(SessionOf(http), id, LanguageOf(lang), http.RequestAborted) is { } detail
            ? Results.Json(detail, DeskJson.Default.DeskDetail)
            : Results.NotFound();

    private static async Task<IResult> PostCommandAsync(
        HttpContext http, DeskReader reader, DeskCommandRunner runner, DeskEvents events, string id, string command, string? lang)
    {
        if (await PageRequests.ReadAsync(http.Request, DeskJson.Default.DeskCommandRequest) is not { CommandId: { Length: > 0 and <= MaxId } commandId } request)
            return Results.BadRequest();
        var session = SessionOf(http);
        if (await reader.FindAsync(session, id, http.RequestAborted) is not { } handoff)
            return Results.NotFound();
        try
        {
            // Once begun a command is not given up because the page went away: its answer is stored for the next attempt.
            var response = await runner.RunAsync(session, handoff, command, commandId, request.Text, LanguageOf(lang), CancellationToken.None);
            events.Announce();
            return response is null ? Results.BadRequest() : ResultOf(response);
        }
        catch (TurnRejectedException rejected)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(rejected.RetryAfter.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    internal static IResult ResultOf(InvokeResponse response)
    {
        if (response is not { Status: StatusCodes.Status200OK, Body: { ValueKind: JsonValueKind.Object } body })
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        var result = body.Deserialize(DeskJson.Default.DeskResult)!;
        return Results.Json(result, DeskJson.Default.DeskResult, statusCode: result.Ok ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task ListenAsync(HttpContext http, DeskSignIn signIn, DeskEvents events)
    {
        PageHeaders.ApplyToAnything(http);
        if (!signIn.IsAvailable)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin") || await signIn.AuthenticateAsync(http) is null)
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            await events.WriteAsync(http);
    }
}
