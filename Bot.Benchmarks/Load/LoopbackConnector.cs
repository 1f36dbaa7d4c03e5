using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.Load;

/// <summary>The connector the bot answers to: takes replies on loopback and writes them into the ledger.</summary>
internal sealed class LoopbackConnector : IAsyncDisposable
{
    private static long s_next;
    private readonly WebApplication _app;

    private LoopbackConnector(WebApplication app, Uri serviceUrl)
    {
        _app = app;
        ServiceUrl = serviceUrl;
    }

    public Uri ServiceUrl { get; }

    public static async Task<LoopbackConnector> StartAsync(Ledger ledger)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v3/conversations/{conversation}/activities/{replyTo?}", async (HttpContext http, string conversation, string? replyTo) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (replyTo is not null)
                ledger.Answer(replyTo);
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes($"{{\"id\":\"r{Interlocked.Increment(ref s_next)}\"}}"));
        });
        await app.StartAsync();
        return new LoopbackConnector(app, new Uri(app.Urls.First() + "/"));
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
