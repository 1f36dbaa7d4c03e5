using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.FirstWords;

/// <summary>Teams' connector on loopback: gives what it is sent an id, and tells when each text came.</summary>
internal sealed class TeamsStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Seen> _seen = Channel.CreateUnbounded<Seen>();
    private int _last;

    private TeamsStandIn(WebApplication app) => _app = app;

    /// <summary>Every text, in order.</summary>
    public ChannelReader<Seen> Texts => _seen.Reader;

    public static async Task<TeamsStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var teams = new TeamsStandIn(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v3/conversations/{conversation}/activities/{replyTo?}", teams.TakeAsync);
        app.MapPut("/v3/conversations/{conversation}/activities/{replyTo?}", teams.TakeAsync);
        await app.StartAsync();
        return teams;
    }

    /// <summary>Somebody writes in a private chat.</summary>
    public async Task SayAsync(HttpClient bot, string conversation, string text)
    {
        using var answer = await bot.PostAsJsonAsync("api/messages", new
        {
            type = "message",
            id = Guid.NewGuid().ToString("N"),
            timestamp = DateTimeOffset.UtcNow,
            serviceUrl = _app.Urls.First() + "/",
            channelId = "msteams",
            from = new { id = "29:" + conversation, name = "Ana" },
            conversation = new { conversationType = "personal", tenantId = "t", id = conversation },
            recipient = new { id = "28:bot", name = "Bot" },
            text,
            textFormat = "plain",
            locale = "fr-FR",
            channelData = new { tenant = new { id = "t" } },
        });
        answer.EnsureSuccessStatusCode();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var activity = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, cancellationToken: http.RequestAborted);
        if (activity.TryGetProperty("text", out var text))
            _seen.Writer.TryWrite(new Seen(activity.GetProperty("type").GetString()!, text.GetString()!, Stopwatch.GetTimestamp()));
        http.Response.StatusCode = StatusCodes.Status201Created;
        await http.Response.WriteAsJsonAsync(new { id = $"t{Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture)}" });
    }
}
