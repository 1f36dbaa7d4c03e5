using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>The REST calls of Direct Line 3.0 (protocol 6.1). A token opens exactly its own conversation.</summary>
internal sealed class DirectLineEndpoint(
    DirectLineTokens tokens,
    DirectLineSecret secret,
    DirectLineOrigins origins,
    DirectLineLimits limits,
    DirectLineFeed feed,
    ITurnDispatcher dispatcher,
    IAttachmentStore attachments,
    IEnumerable<IClientTypingObserver> typingObservers,
    IOptions<DirectLineOptions> options,
    TimeProvider time)
{
    private const int MaxSmallBody = 16 * 1024;
    private const int MaxOrigins = 20;

    private readonly DirectLineIntake _intake = new(options.Value, time);

    /// <summary><c>POST tokens/generate</c>: the only place where the secret is taken.</summary>
    public async Task GenerateAsync(HttpContext http)
    {
        if (DirectLineCredential.Bearer(http.Request) is not { } candidate)
        {
            await DirectLineError.Unauthorized.WriteAsync(http).ConfigureAwait(false);
            return;
        }

        if (!await secret.IsAsync(candidate, http.RequestAborted).ConfigureAwait(false))
        {
            await (limits.TakeWrongSecret(http) is { } wait ? DirectLineError.TooMany(wait) : DirectLineError.Unauthorized).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        if (await ReadBodyAsync(http, DirectLineJson.Default.GenerateTokenBody).ConfigureAwait(false) is not (var body, true))
            return;
        var origin = body?.TrustedOrigins ?? [];
        if (body?.User?.Id is { Length: > 0 } id && !DirectLineTokens.IsUserId(id))
            await DirectLineError.BadArgument("A user id starts with dl_.").WriteAsync(http).ConfigureAwait(false);
        else if (origin.Count > MaxOrigins || !origin.All(DirectLineOptions.IsOrigin))
            await DirectLineError.BadArgument("A trusted origin is a scheme, a host and a port, nothing more.").WriteAsync(http).ConfigureAwait(false);
        else
        {
            var token = await tokens.IssueAsync(
                new DirectLineTokenRequest
                {
                    UserId = body?.User?.Id is { Length: > 0 } user ? user : null,
                    UserName = CleanName(body?.User?.Name),
                    IsMember = body?.Member == true,
                    Origins = [.. origin.Select(o => o!)],
                },
                http.RequestAborted).ConfigureAwait(false);
            await WriteTokenAsync(http, StatusCodes.Status200OK, token, null).ConfigureAwait(false);
        }
    }

    /// <summary><c>POST tokens/refresh</c>.</summary>
    public async Task RefreshAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        await WriteTokenAsync(http, StatusCodes.Status200OK, await tokens.IssueAsync(claims, http.RequestAborted).ConfigureAwait(false), null).ConfigureAwait(false);
    }

    /// <summary><c>POST conversations</c>: starts the token's conversation, once; the socket shows it from its beginning.</summary>
    public async Task StartAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        if (limits.TakeStart(http) is { } wait)
        {
            await DirectLineError.TooMany(wait).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        if (await ReadBodyAsync(http, DirectLineJson.Default.StartConversationBody).ConfigureAwait(false) is not (var body, true))
            return;
        var isNew = await EnsureStartedAsync(http, claims, body?.Locale).ConfigureAwait(false);
        await WriteConversationAsync(http, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, claims, 0).ConfigureAwait(false);
    }

    /// <summary>
    /// <c>GET conversations/{id}</c>: a new stream URL after a broken socket; without a watermark only what is new. An empty one is what
    /// DirectLineJS sends as long as it was shown nothing: then everything is new to it.
    /// </summary>
    public async Task ReconnectAsync(HttpContext http)
    {
        if (await AuthenticateForAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        var key = DirectLineIntake.KeyOf(claims);
        var after = http.Request.Query.TryGetValue("watermark", out var watermark)
            ? await feed.PositionAsync(key, watermark, http.RequestAborted).ConfigureAwait(false)
            : await feed.EndAsync(key, http.RequestAborted).ConfigureAwait(false);
        // Unknown here means lost or never started. 404 would leave the client deaf for ever, so the conversation begins now.
        await EnsureStartedAsync(http, claims, null).ConfigureAwait(false);
        await WriteConversationAsync(http, StatusCodes.Status200OK, claims, after).ConfigureAwait(false);
    }

    /// <summary><c>GET conversations/{id}/activities</c>: polling.</summary>
    public async Task PollAsync(HttpContext http)
    {
        if (await AuthenticateForAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        var key = DirectLineIntake.KeyOf(claims);
        var after = await feed.PositionAsync(key, http.Request.Query["watermark"], http.RequestAborted).ConfigureAwait(false);
        var page = await feed.ReadAsync(key, after, new FeedMemory(RequestLanguage.Of(http.Request), DirectLineAddress.Of(http.Request, options.Value)), http.RequestAborted).ConfigureAwait(false);
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(ActivitySetWriter.Write(page.Activities, page.Position).WrittenMemory, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary><c>POST conversations/{id}/activities</c>: answered when the activity is on disk.</summary>
    public async Task PostAsync(HttpContext http)
    {
        if (await AuthenticateForAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        if (limits.TakePost(http, claims.ConversationId) is { } wait)
        {
            await DirectLineError.TooMany(wait).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        var status = RequestBody.CheckHeaders(http.Request, RequestBody.MaxActivityBytes, bodyRequired: true);
        var body = default(byte[]);
        if (status == 0)
            (body, status) = await RequestBody.ReadAsync(http.Request, RequestBody.MaxActivityBytes, http.RequestAborted).ConfigureAwait(false);
        if (body is null)
            await DirectLineError.ForStatus(status).WriteAsync(http).ConfigureAwait(false);
        else if (!ActivityReader.TryRead(body, out var posted))
            await DirectLineError.BadArgument("The body is not an activity.").WriteAsync(http).ConfigureAwait(false);
        else if (DirectLineIntake.IsClientIdTooLong(posted))
            await DirectLineError.ClientIdTooLong.WriteAsync(http).ConfigureAwait(false);
        else if (_intake.Take(posted, claims) is not { } inbound)
            await DirectLineError.BadArgument("Clients cannot send this type of activity.").WriteAsync(http).ConfigureAwait(false);
        else
            await WriteIdAsync(http, await AcceptAsync(inbound, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>
    /// <c>POST conversations/{id}/upload</c>: answered when activity and files are on disk. A 4xx makes Web Chat say so at once; after a 5xx
    /// it waits 20 s.
    /// </summary>
    public async Task UploadAsync(HttpContext http)
    {
        if (await AuthenticateForAsync(http).ConfigureAwait(false) is not { } claims)
            return;
        if (limits.TakePost(http, claims.ConversationId) is { } wait)
        {
            await DirectLineError.TooMany(wait).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        using var place = await limits.TakeUploadAsync(http.RequestAborted).ConfigureAwait(false);
        if (!place.IsAcquired)
        {
            await DirectLineError.TooMany(TimeSpan.FromSeconds(5)).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        var rules = options.Value.Files;
        var (posted, uploaded, error) = await UploadBody.ReadAsync(http, rules, options.Value.Limits.UploadTime).ConfigureAwait(false);
        if (error is null && uploaded.Count == 0)
            error = DirectLineError.BadArgument("The upload holds no file.");
        var files = new List<StoredAttachment>();
        foreach (var (name, content) in uploaded)
        {
            if (UploadedFile.Create(name, content) is { } file)
                files.Add(file);
            else
                error ??= new DirectLineError(
                    StatusCodes.Status415UnsupportedMediaType, "NotSupported", "This type of file is not taken: images, PDF, Word, Excel, PowerPoint, .txt and .csv are.");
        }

        if (error is null && await attachments.CountAsync(DirectLineIntake.KeyOf(claims), http.RequestAborted).ConfigureAwait(false) + files.Count > rules.MaxPerConversation)
            error = new DirectLineError(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"A conversation takes {rules.MaxPerConversation} files at most.");
        if (error is null && DirectLineIntake.IsClientIdTooLong(posted))
            error = DirectLineError.ClientIdTooLong;
        posted ??= new Activity { Type = ActivityTypes.Message };
        posted.Attachments = null;
        if (error is not null)
            await error.WriteAsync(http).ConfigureAwait(false);
        else if (posted.Type != ActivityTypes.Message || _intake.Take(posted, claims) is not { } inbound)
            await DirectLineError.BadArgument("Files come with a message.").WriteAsync(http).ConfigureAwait(false);
        else
        {
            inbound.Activity.Attachments = [.. files.Select(file => new Attachment { ContentType = file.ContentType, Name = file.Name, ContentUrl = StoredAttachment.ReferenceTo(file.Id) })];
            await WriteIdAsync(http, await AcceptAsync(inbound with { Files = files }, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task<string> AcceptAsync(InboundActivity inbound, CancellationToken cancellationToken)
    {
        if (inbound.Activity.Type != ActivityTypes.Typing)
            return (await dispatcher.AcceptAsync(inbound, cancellationToken).ConfigureAwait(false)).ActivityId;
        foreach (var observer in typingObservers)
            observer.OnTyping(new(ChannelIds.Directline, inbound.Activity.Conversation!.Id!), inbound.Identity);
        return inbound.Activity.Id!;
    }

    /// <returns>True when it had not been started before.</returns>
    private async Task<bool> EnsureStartedAsync(HttpContext http, DirectLineTokenClaims claims, string? locale)
    {
        // The row that remembers the start may be purged one day; what was said is there longer.
        if (await feed.EndAsync(DirectLineIntake.KeyOf(claims), http.RequestAborted).ConfigureAwait(false) > 0)
            return false;
        var start = _intake.Start(claims, locale ?? RequestLanguage.Of(http.Request));
        return !(await dispatcher.AcceptAsync(start, http.RequestAborted).ConfigureAwait(false)).IsDuplicate;
    }

    private async ValueTask<DirectLineTokenClaims?> AuthenticateAsync(HttpContext http)
    {
        var (status, claims) = await tokens.ValidateAsync(DirectLineCredential.Bearer(http.Request), http.RequestAborted).ConfigureAwait(false);
        var error = status switch
        {
            DirectLineTokenStatus.Invalid => DirectLineError.Unauthorized,
            DirectLineTokenStatus.Expired => DirectLineError.TokenExpired,
            _ => origins.MayUse(http.Request, claims!) ? null : DirectLineError.ForeignOrigin,
        };
        if (error is null)
            return claims;
        await error.WriteAsync(http).ConfigureAwait(false);
        return null;
    }

    private async ValueTask<DirectLineTokenClaims?> AuthenticateForAsync(HttpContext http)
    {
        if (await AuthenticateAsync(http).ConfigureAwait(false) is not { } claims)
            return null;
        if (http.GetRouteValue("conversation") as string == claims.ConversationId)
            return claims;
        await DirectLineError.ForeignConversation.WriteAsync(http).ConfigureAwait(false);
        return null;
    }

    private static async ValueTask<(T? Body, bool IsRead)> ReadBodyAsync<T>(HttpContext http, JsonTypeInfo<T> type) where T : class
    {
        var status = RequestBody.CheckHeaders(http.Request, MaxSmallBody, bodyRequired: false);
        var body = default(byte[]);
        if (status == 0)
            (body, status) = await RequestBody.ReadAsync(http.Request, MaxSmallBody, http.RequestAborted).ConfigureAwait(false);
        if (body is null)
        {
            await DirectLineError.ForStatus(status).WriteAsync(http).ConfigureAwait(false);
            return (null, false);
        }

        try
        {
            return (body.Length == 0 ? null : JsonSerializer.Deserialize(body, type), true);
        }
        catch (JsonException)
        {
            await DirectLineError.BadArgument("The body is not what this call takes.").WriteAsync(http).ConfigureAwait(false);
            return (null, false);
        }
    }

    private async Task WriteConversationAsync(HttpContext http, int status, DirectLineTokenClaims claims, long after)
    {
        var token = await tokens.IssueAsync(claims, http.RequestAborted).ConfigureAwait(false);
        var ticket = await tokens.IssueStreamAsync(claims, after, http.RequestAborted).ConfigureAwait(false);
        await WriteTokenAsync(http, status, token, $"{SocketBase(http.Request)}/v3/directline/conversations/{claims.ConversationId}/stream?t={ticket}").ConfigureAwait(false);
    }

    private string SocketBase(HttpRequest request) => "ws" + DirectLineAddress.Of(request, options.Value)["http".Length..];

    private static Task WriteTokenAsync(HttpContext http, int status, DirectLineToken token, string? streamUrl)
    {
        http.Response.StatusCode = status;
        var answer = new TokenAnswer { ConversationId = token.ConversationId, Token = token.Token, ExpiresIn = token.ExpiresIn, StreamUrl = streamUrl };
        return http.Response.WriteAsJsonAsync(answer, DirectLineJson.Default.TokenAnswer, cancellationToken: http.RequestAborted);
    }

    private static Task WriteIdAsync(HttpContext http, string id) =>
        http.Response.WriteAsJsonAsync(new ResourceResponse { Id = id }, ActivityJson.Context.ResourceResponse, cancellationToken: http.RequestAborted);

    private static string? CleanName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return null;
        var clean = string.Concat(name.Where(c => !char.IsControl(c))).Trim();
        return clean.Length <= 100 ? clean : clean[..100];
    }
}
