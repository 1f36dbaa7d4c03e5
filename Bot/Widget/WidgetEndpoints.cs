using System.Globalization;
using AssistantBot.Bot.Demo;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Widget;

/// <summary>The client page and its two endpoints. The Direct Line secret never leaves the server: the page gets tokens of one conversation.</summary>
internal static class WidgetEndpoints
{
    private const string Employee = "employee";

    /// <summary>Serves <c>/chat</c>, <c>/chat/config</c> and <c>/chat/token</c>.</summary>
    public static void MapWidget(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/chat", (HttpContext http, IOptions<DirectLineOptions> options) => PageEndpoints.SendPageAsync(http, "chat", FrameAncestors(options.Value))).AllowAnonymous();
        endpoints.MapGet("/chat/config", GetConfig).AllowAnonymous();
        endpoints.MapPost("/chat/token", PostTokenAsync).AllowAnonymous();
    }

    // Whoever may use the chat from their own page may also show ours in it. What is no origin must not become a word of the policy.
    private static string FrameAncestors(DirectLineOptions options) =>
        string.Join(' ', options.TrustedOrigins.Where(DirectLineOptions.IsOrigin).Prepend("'self'"));

    private static IResult GetConfig(
        HttpContext http, string? lang, string? @as, LocalMode mode, IKnowledgeRetriever knowledge, IOptions<WordingOptions> wording, IAnswerer answerer)
    {
        PageHeaders.ApplyToAnything(http);
        var audience = @as == Employee && mode.IsLocal ? Audience.Employees : Audience.Clients;
        var config = new ChatConfig(
            wording.Value.Company,
            !answerer.HasModel,
            SuggestedQuestions.Choose(knowledge.Knowledge, audience, lang == "en" ? "en" : "fr"));
        return Results.Json(config, WidgetJson.Default.ChatConfig);
    }

    private static async Task<IResult> PostTokenAsync(HttpContext http, LocalMode mode, DirectLineTokens tokens, DirectLineLimits limits, ITranscriptStore transcript)
    {
        PageHeaders.ApplyToAnything(http);
        http.Response.Headers.CacheControl = "no-store";
        if (!PageRequests.IsFromOwnPage(http.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (limits.TakeToken(http) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await PageRequests.ReadAsync(http.Request, WidgetJson.Default.ChatTokenRequest) is not { } request)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        var isMember = request.As == Employee;
        var demo = request.Demo ? DemoSession.Of(http.Request) : null;
        if ((isMember || request.Demo) && !mode.IsLocal || request.Demo && demo is null)
            return Results.StatusCode(StatusCodes.Status403Forbidden);

        var cookie = $"assistantbot-chat{(isMember ? "-employee" : "")}{(demo is null ? "" : "-demo")}";
        var claims = await ResumableAsync(http, request, cookie, isMember, tokens);
        var token = claims is null
            ? await tokens.IssueAsync(new DirectLineTokenRequest { IsMember = isMember, UserId = demo?.NewUserId() }, http.RequestAborted)
            : await tokens.IssueAsync(claims, http.RequestAborted);
        var resumed = claims is not null && await HasBegunAsync(transcript, token.ConversationId, http.RequestAborted);
        await RememberAsync(http, cookie, tokens, token);
        return Results.Json(new ChatToken(token.Token, token.ConversationId, resumed), WidgetJson.Default.ChatToken);
    }

    // A cookie alone does not resume: the page must also ask for that conversation, so that "start again" starts again.
    private static async Task<DirectLineTokenClaims?> ResumableAsync(
        HttpContext http, ChatTokenRequest request, string cookie, bool isMember, DirectLineTokens tokens) =>
        request.ConversationId is { } wanted
        && await tokens.ValidateResumeAsync(http.Request.Cookies[cookie], http.RequestAborted) is { } claims
        && claims.ConversationId == wanted && claims.IsMember == isMember
            ? claims
            : null;

    private static async Task<bool> HasBegunAsync(ITranscriptStore transcript, string conversationId, CancellationToken cancellationToken) =>
        (await transcript.ReadLastAsync(new ConversationKey(ChannelIds.Directline, conversationId), 1, null, cancellationToken)).Count > 0;

    private static async Task RememberAsync(HttpContext http, string cookie, DirectLineTokens tokens, DirectLineToken token)
    {
        var (_, claims) = await tokens.ValidateAsync(token.Token, http.RequestAborted);
        http.Response.Cookies.Append(cookie, await tokens.IssueResumeAsync(claims!, http.RequestAborted), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            Path = "/chat",
            MaxAge = TimeSpan.FromDays(30),
        });
    }
}
