using System.Net;
using System.Text.Json;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.DirectLine;

public sealed class DirectLineConfinementTests
{
    private const string Root = "/v3/directline/";

    [Fact]
    public async Task Token_OnAnotherConversation_IsRefusedAlikeWhetherItExistsOrNot()
    {
        await using var host = await ChannelHost.StartAsync();
        var (a, token, _) = await host.StartConversationAsync();
        var (b, _, _) = await host.StartConversationAsync();
        host.Engine.Say(b, "secret of B");
        var before = host.Engine.Inbox.Count;
        var bodies = new HashSet<string>();
        foreach (var id in (string[])[b, "0000", a.ToUpperInvariant(), a + "%20", b + "%2F..%2F" + a, "*", a[..^1], a + "%00"])
        {
            foreach (var (method, suffix) in ((HttpMethod, string)[])[(HttpMethod.Get, ""), (HttpMethod.Get, "/activities"), (HttpMethod.Get, "/activities?watermark=0"), (HttpMethod.Post, "/activities"), (HttpMethod.Post, "/upload")])
            {
                using var response = await host.SendAsync(method, $"{Root}conversations/{id}{suffix}", token, method == HttpMethod.Post ? """{"type":"message","text":"x"}""" : null);
                var body = await response.Content.ReadAsStringAsync();
                Assert.True(response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{method} {id}{suffix}: {response.StatusCode}");
                Assert.DoesNotContain("secret of B", body, StringComparison.Ordinal);
                if (response.StatusCode == HttpStatusCode.Forbidden)
                    bodies.Add(body);
            }
        }

        Assert.Single(bodies);
        Assert.Equal(before, host.Engine.Inbox.Count);
    }

    [Fact]
    public async Task Tokens_Shuffled_NeverCross()
    {
        await using var host = await ChannelHost.StartAsync();
        var conversations = new List<(string Id, string Token)>();
        for (var i = 0; i < 20; i++)
        {
            var (id, token, _) = await host.StartConversationAsync($"{{\"user\":{{\"id\":\"dl_{i}\"}}}}");
            host.Engine.Say(id, "canary " + id);
            conversations.Add((id, token));
        }

        var random = new Random(7);
        var crossings = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000).Select(_ => (conversations[random.Next(20)], conversations[random.Next(20)])).ToList(), async (pair, _) =>
        {
            var ((own, token), (other, _)) = pair;
            using var response = await host.SendAsync(HttpMethod.Get, $"{Root}conversations/{other}/activities", token);
            var expected = own == other ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
            if (response.StatusCode != expected || (own != other && (await response.Content.ReadAsStringAsync(default)).Contains("canary", StringComparison.Ordinal)))
                Interlocked.Increment(ref crossings);
        });
        Assert.Equal(0, crossings);
    }

    [Fact]
    public async Task Token_FromElsewhere_IsUnauthorized()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, url) = await host.StartConversationAsync();
        var tokens = host.Services.GetRequiredService<DirectLineTokens>();
        var resume = await tokens.IssueResumeAsync(new(conversation, "dl_alice"), default);
        var stream = url[(url.IndexOf("t=", StringComparison.Ordinal) + 2)..];
        var parts = token.Split('.');
        var none = Convert.ToBase64String("""{"alg":"none"}"""u8).TrimEnd('=');
        foreach (var forged in (string[])["x", "a.b.c", ChannelHost.Secret, resume, stream, $"{none}.{parts[1]}.", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{parts[2][..^2]}AA", new string('a', 6000)])
        {
            using var response = await host.SendAsync(HttpMethod.Get, $"{Root}conversations/{conversation}/activities", forged);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        using var query = await host.SendAsync(HttpMethod.Get, $"{Root}conversations/{conversation}/activities?t={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, query.StatusCode);
    }

    [Fact]
    public async Task Token_AtItsEnd_IsDeadAndCannotBeRefreshed()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));
        var (conversation, token, _) = await host.StartConversationAsync();
        clock.Advance(TimeSpan.FromSeconds(1798));
        var refreshed = await host.PostJsonAsync(Root + "tokens/refresh", token, null);
        Assert.Equal(conversation, refreshed.GetProperty("conversationId").GetString());
        clock.Advance(TimeSpan.FromSeconds(3));
        foreach (var (method, path) in ((HttpMethod, string)[])[(HttpMethod.Post, "tokens/refresh"), (HttpMethod.Post, "conversations"), (HttpMethod.Get, "conversations/" + conversation)])
        {
            using var dead = await host.SendAsync(method, Root + path, token);
            Assert.Equal(HttpStatusCode.Forbidden, dead.StatusCode);
            Assert.Contains("TokenExpired", await dead.Content.ReadAsStringAsync());
        }

        await host.PostJsonAsync(Root + "tokens/refresh", refreshed.GetProperty("token").GetString(), null);
    }

    [Fact]
    public async Task StreamUrl_AfterAMinute_IsDead()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));
        var (_, _, url) = await host.StartConversationAsync();
        clock.Advance(TimeSpan.FromSeconds(62));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => StreamReader.OpenAsync(url));
    }

    [Fact]
    public async Task Resume_ReissuesTheSameConversationUntilItExpires()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));
        var tokens = host.Services.GetRequiredService<DirectLineTokens>();
        var (conversation, token, _) = await host.StartConversationAsync();
        var proof = await tokens.IssueResumeAsync(new(conversation, "dl_alice") { IsMember = true, UserName = "Alice" }, default);
        Assert.Null(await tokens.ValidateResumeAsync(token, default));
        clock.Advance(TimeSpan.FromDays(29));
        var claims = await tokens.ValidateResumeAsync(proof, default);
        Assert.Equal((conversation, "dl_alice", true, "Alice"), (claims!.ConversationId, claims.UserId, claims.IsMember, claims.UserName));
        var again = await tokens.IssueAsync(claims, default);
        await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", again.Token, """{"type":"message","text":"me revoilà"}""");
        Assert.True(host.Engine.Inbox.Last().Identity.IsMember);
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await tokens.ValidateResumeAsync(proof, default));
    }

    [Fact]
    public async Task Cors_TrustedOriginsOnly()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["Channels:BotService"] = "false", ["DirectLine:TrustedOrigins:0"] = "https://site.example" });
        var (_, token, url) = await host.StartConversationAsync("""{"trustedOrigins":["https://site.example"]}""");
        foreach (var (origin, allowed) in ((string, bool)[])[("https://site.example", true), ("https://site.example.evil.tld", false), ("http://site.example", false), ("HTTPS://SITE.EXAMPLE", false), ("null", false), ("http://localhost:5173", false)])
        {
            using var preflight = await host.SendAsync(HttpMethod.Options, Root + "conversations", with: request =>
            {
                request.Headers.TryAddWithoutValidation("Origin", origin);
                request.Headers.TryAddWithoutValidation("Access-Control-Request-Method", "POST");
                request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent,x-requested-with");
            });
            Assert.Equal(allowed ? HttpStatusCode.NoContent : HttpStatusCode.Forbidden, preflight.StatusCode);
            Assert.Equal(allowed, preflight.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) && values.Single() == origin);
            Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));
            using var call = await host.PostAsync(Root + "tokens/refresh", token, null, request => request.Headers.TryAddWithoutValidation("Origin", origin));
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, call.StatusCode);
        }

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => StreamReader.OpenAsync(url));
        await using var stream = await StreamReader.OpenAsync(url, "https://site.example");
    }

    [Fact]
    public async Task Limits_AreKeptPerConversationAndAddressAndSayWhen()
    {
        await using var host = await ChannelHost.StartAsync(new()
        {
            ["DirectLine:Limits:PostsPerSecond"] = "1",
            ["DirectLine:Limits:StartsPerMinute"] = "2",
            ["DirectLine:Limits:WrongSecretsPerMinute"] = "3",
        });
        var (a, tokenA, _) = await host.StartConversationAsync();
        var (b, tokenB, _) = await host.StartConversationAsync();
        using var start = await host.PostAsync(Root + "conversations", tokenA, null);
        Assert.Equal(HttpStatusCode.TooManyRequests, start.StatusCode);
        Assert.NotNull(start.Headers.RetryAfter);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 15; i++)
        {
            using var post = await host.PostAsync($"{Root}conversations/{a}/activities", tokenA, """{"type":"message","text":"x"}""");
            statuses.Add(post.StatusCode);
        }

        Assert.All(statuses.Take(10), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        await host.PostJsonAsync($"{Root}conversations/{b}/activities", tokenB, """{"type":"message","text":"x"}""");
        var guesses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var guess = await host.PostAsync(Root + "tokens/generate", "guess-" + i, null);
            guesses.Add(guess.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, guesses);
        await host.PostJsonAsync(Root + "tokens/generate", ChannelHost.Secret, null);
    }

    [Fact]
    public async Task JoinEvent_OnEveryLoad_ArrivesOnce()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        for (var i = 0; i < 3; i++)
            await host.PostJsonAsync($"{Root}conversations/{conversation}/activities", token, """{"type":"event","name":"webchat/join","value":{"language":"fr-FR"}}""");
        Assert.Single(host.Engine.Inbox, inbound => inbound.Activity.Type == ActivityTypes.Event);
    }

    [Fact]
    public async Task Reconnect_OfAConversationThatWasLost_StartsItInsteadOf404()
    {
        await using var host = await ChannelHost.StartAsync();
        var token = await host.PostJsonAsync(Root + "tokens/generate", ChannelHost.Secret, null);
        using var response = await host.SendAsync(HttpMethod.Get, $"{Root}conversations/{token.GetProperty("conversationId").GetString()}?watermark=12", token.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var url = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("streamUrl").GetString()!;
        await using var stream = await StreamReader.OpenAsync(url);
        host.Engine.Say(token.GetProperty("conversationId").GetString()!, "Bonjour");
        Assert.Equal("Bonjour", await stream.NextTextAsync());
        Assert.Equal(ActivityTypes.ConversationUpdate, Assert.Single(host.Engine.Inbox).Activity.Type);
    }
}
