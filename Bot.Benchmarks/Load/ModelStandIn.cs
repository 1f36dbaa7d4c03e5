using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.Load;

/// <summary>A model on loopback that speaks OpenAI's wire, takes its time, and finds nothing in the sources.</summary>
internal sealed class ModelStandIn : IAsyncDisposable
{
    private const string Answer = "NOT_IN_SOURCES";
    private readonly WebApplication _app;
    private int _calls;

    private ModelStandIn(WebApplication app) => _app = app;

    /// <summary>Base address, with <c>/v1</c>.</summary>
    public string Endpoint => _app.Urls.First() + "/v1";

    /// <summary>How often it was asked.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static async Task<ModelStandIn> StartAsync(TimeSpan takes)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var model = new ModelStandIn(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", async http =>
        {
            Interlocked.Increment(ref model._calls);
            using var reader = new StreamReader(http.Request.Body);
            var streams = (await reader.ReadToEndAsync(http.RequestAborted)).Contains("\"stream\":true", StringComparison.Ordinal);
            await Task.Delay(takes, http.RequestAborted);
            if (streams)
            {
                http.Response.ContentType = "text/event-stream";
                await http.Response.WriteAsync(
                    $$"""
                    data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"stand-in","choices":[{"index":0,"delta":{"role":"assistant","content":"{{Answer}}"},"finish_reason":null}]}

                    data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"stand-in","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                    data: [DONE]


                    """,
                    http.RequestAborted);
                return;
            }

            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(
                $$$"""{"id":"c","object":"chat.completion","created":1,"model":"stand-in","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Answer}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2} }""",
                http.RequestAborted);
        });
        await app.StartAsync();
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
