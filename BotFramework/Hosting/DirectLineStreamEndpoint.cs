using System.Collections.Concurrent;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>The socket behind <c>streamUrl</c>: opened within 60 s, once, by a page that may.</summary>
internal sealed class DirectLineStreamEndpoint(
    DirectLineTokens tokens,
    DirectLineOrigins origins,
    DirectLineLimits limits,
    DirectLineFeed feed,
    IEphemeralFeed ephemeral,
    IConversationSignals signals,
    IHostApplicationLifetime lifetime,
    IOptions<DirectLineOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, DateTime> _used = new(StringComparer.Ordinal);
    private int _sinceSweep;

    public async Task HandleAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await DirectLineError.BadArgument("This address is for WebSockets.").WriteAsync(http).ConfigureAwait(false);
            return;
        }

        var ticket = await tokens.ValidateStreamAsync(http.Request.Query["t"], http.RequestAborted).ConfigureAwait(false);
        if (ticket is null || http.GetRouteValue("conversation") as string != ticket.Claims.ConversationId
            || !origins.MayOpenSocket(http.Request, ticket.Claims) || !TryUse(ticket))
        {
            await DirectLineError.TokenExpired.WriteAsync(http).ConfigureAwait(false);
            return;
        }

        using var lease = limits.TakeSocket(http, ticket.Claims.ConversationId);
        if (lease is null)
        {
            await DirectLineError.TooMany(TimeSpan.FromSeconds(5)).WriteAsync(http).ConfigureAwait(false);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = PingInterval, KeepAliveTimeout = PongTimeout }).ConfigureAwait(false);
        var memory = new FeedMemory(RequestLanguage.Of(http.Request), DirectLineAddress.Of(http.Request, options.Value));
        Forget(http);
        var conversation = new ConversationKey(ChannelIds.Directline, ticket.Claims.ConversationId);
        await new DirectLineSocket(socket, conversation, feed, signals, ephemeral, time)
            .RunAsync(ticket.After, memory, lifetime.ApplicationStopping).ConfigureAwait(false);
    }

    // The ticket stands in the request three times over, and the request lives as long as the socket: kilobytes for each.
    private static void Forget(HttpContext http)
    {
        http.Request.QueryString = default;
        http.Request.Headers.Clear();
        http.Features.Set<IQueryFeature>(null);
        if (http.Features.Get<IHttpRequestFeature>() is { } request)
            request.RawTarget = "";
    }

    /// <summary>A ticket works once. Remembered on this node only; on another it dies by age.</summary>
    private bool TryUse(DirectLineStreamTicket ticket)
    {
        if (Interlocked.Increment(ref _sinceSweep) >= 1000)
        {
            _sinceSweep = 0;
            var now = time.GetUtcNow().UtcDateTime;
            foreach (var old in _used.Where(entry => entry.Value < now))
                _used.TryRemove(old);
        }

        return _used.TryAdd(ticket.Id, ticket.ExpiresAt);
    }
}
