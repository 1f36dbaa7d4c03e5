using System.Globalization;
using System.Text.Json;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Connector;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Hosting;

/// <summary><c>POST /api/messages</c>: authenticates, checks, hands to the engine, answers.</summary>
internal sealed partial class BotMessagesEndpoint(
    IChannelTokenValidator validator,
    ITurnDispatcher dispatcher,
    ServiceUrlPolicy serviceUrls,
    TeamsMembership membership,
    LocalMode mode,
    IOptions<BotCredentialOptions> credentials,
    ILogger<BotMessagesEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!mode.ServesBotService)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            http.Response.Headers.Allow = "POST";
            return;
        }

        if (await ReceiveAsync(http).ConfigureAwait(false) is var status and not 0)
            http.Response.StatusCode = status;
    }

    /// <returns>The status to answer with an empty body; 0 when the answer has been written.</returns>
    private async Task<int> ReceiveAsync(HttpContext http)
    {
        if (RequestBody.CheckHeaders(http.Request, RequestBody.MaxActivityBytes, bodyRequired: true) is var refused and not 0)
            return refused;
        // The token first, the body only for callers with one: strangers cannot make us read.
        var authorization = http.Request.Headers.Authorization;
        var token = await validator.ValidateAsync(authorization.Count > 1 ? "ambiguous" : authorization.ToString(), http.RequestAborted).ConfigureAwait(false);
        if (token.Outcome == ChannelTokenOutcome.KeysUnavailable)
            return Unavailable(http, TimeSpan.FromSeconds(10));
        if (token.Outcome == ChannelTokenOutcome.Refused)
            return Unauthorized(token.Reason, http);
        var (body, status) = await RequestBody.ReadAsync(http.Request, RequestBody.MaxActivityBytes, http.RequestAborted).ConfigureAwait(false);
        if (body is null)
            return status;
        if (!ActivityReader.TryRead(body, out var activity))
            return StatusCodes.Status400BadRequest;
        if (token.Mismatch(activity, credentials.Value.RequiredEndorsements) is { } reason)
            return Unauthorized(reason, http);
        if (!IsComplete(activity))
            return StatusCodes.Status400BadRequest;
        if (token.Outcome == ChannelTokenOutcome.Valid)
            serviceUrls.Trust(token.ServiceUrl!);
        else if (!string.IsNullOrEmpty(activity.ServiceUrl) && !serviceUrls.IsAcceptable(activity.ServiceUrl))
            return StatusCodes.Status400BadRequest;
        activity.CallerId = token.Outcome == ChannelTokenOutcome.Valid ? credentials.Value.InboundCallerId : null;
        var identity = ChannelIdentity.Of(activity, credentials.Value, mode);
        if (identity is { IsMember: true, IsAnonymous: false } && !await membership.ConfirmAsync(activity, http.RequestAborted).ConfigureAwait(false))
            identity = identity with { IsMember = false };
        try
        {
            return await DispatchAsync(http, activity, identity).ConfigureAwait(false);
        }
        catch (TurnRejectedException rejected)
        {
            return Unavailable(http, rejected.RetryAfter);
        }
    }

    private async Task<int> DispatchAsync(HttpContext http, Activity activity, TurnIdentity identity)
    {
        var inbound = new InboundActivity(activity, identity);
        var expectsReplies = string.Equals(activity.DeliveryMode, DeliveryModes.ExpectReplies, StringComparison.OrdinalIgnoreCase);
        if (activity.Type == ActivityTypes.Invoke)
        {
            var response = await dispatcher.InvokeAsync(inbound, http.RequestAborted).ConfigureAwait(false);
            if (expectsReplies)
                return await WriteRepliesAsync(http, [AsActivity(response)]).ConfigureAwait(false);
            if (response.Body is not { } body)
                return response.Status;
            http.Response.StatusCode = response.Status;
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, ActivityJson.Context.JsonElement), http.RequestAborted).ConfigureAwait(false);
            return 0;
        }

        if (expectsReplies)
            return await WriteRepliesAsync(http, await dispatcher.ExpectRepliesAsync(inbound, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        // Someone is writing: worth nothing in a minute, so not worth a row.
        if (activity.Type != ActivityTypes.Typing)
            await dispatcher.AcceptAsync(inbound, http.RequestAborted).ConfigureAwait(false);
        return StatusCodes.Status202Accepted;
    }

    private static async Task<int> WriteRepliesAsync(HttpContext http, IReadOnlyList<Activity> replies)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/json; charset=utf-8";
        var body = JsonSerializer.SerializeToUtf8Bytes(new ExpectedReplies { Activities = [.. replies] }, ActivityJson.Context.ExpectedReplies);
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
        return 0;
    }

    private static Activity AsActivity(InvokeResponse response)
    {
        var value = new Dictionary<string, JsonElement>
        {
            ["status"] = JsonSerializer.SerializeToElement(response.Status),
        };
        if (response.Body is { } body)
            value["body"] = body;
        return new() { Type = ActivityTypes.InvokeResponse, Value = JsonSerializer.SerializeToElement(value, ActivityJson.Context.DictionaryStringJsonElement) };
    }

    /// <summary>True when the engine can place the activity. Our own Direct Line conversations cannot be reached from here.</summary>
    private static bool IsComplete(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.ChannelId) || string.IsNullOrEmpty(activity.Conversation?.Id)
            || string.Equals(activity.ChannelId, ChannelIds.Directline, StringComparison.OrdinalIgnoreCase))
            return false;
        if (string.IsNullOrEmpty(activity.From?.Id) && activity.Type is ActivityTypes.Message or ActivityTypes.Invoke)
            return false;
        activity.From ??= new();
        activity.Recipient ??= new();
        return true;
    }

    private int Unauthorized(string reason, HttpContext http)
    {
        LogUnauthorized(reason, http.Connection.RemoteIpAddress?.ToString() ?? "-");
        return StatusCodes.Status401Unauthorized;
    }

    private static int Unavailable(HttpContext http, TimeSpan retryAfter)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return StatusCodes.Status503ServiceUnavailable;
    }

    [LoggerMessage(EventName = "ChannelUnauthorized", Level = LogLevel.Warning, Message = "Refused a call to the messaging endpoint: {Reason}, from {Address}.")]
    private partial void LogUnauthorized(string reason, string address);
}
