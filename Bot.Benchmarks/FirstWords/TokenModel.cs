using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.FirstWords;

/// <summary>
/// A model on loopback that speaks OpenAI's wire and writes the opening of the first passage's answer, token by token. It remembers when its latest
/// answer's first token and first word left. One answer at a time.
/// </summary>
internal sealed class TokenModel : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenModel(WebApplication app) => _app = app;

    /// <summary>Base address, with <c>/v1</c>.</summary>
    public string Endpoint => _app.Urls.First() + "/v1";

    /// <summary>When the first token of the latest answer left: the bracket of its citation.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>When its first word left, which is the fourth token.</summary>
    public long FirstWordAt { get; private set; }

    public static async Task<TokenModel> StartAsync(TimeSpan perToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var model = new TokenModel(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", http => model.AnswerAsync(http, perToken));
        await app.StartAsync();
        return model;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http, TimeSpan perToken)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, cancellationToken: http.RequestAborted);
        http.Response.ContentType = "text/event-stream";
        await WriteAsync(http, new { role = "assistant", content = "" });
        // The call that judges the message has no passages, and learns nothing.
        if (!body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!.Contains("\"passages\"", StringComparison.Ordinal))
        {
            await WriteAsync(http, new { content = "{}" });
        }
        else
        {
            string[] tokens = ["[", "1", "]", .. FirstWordsCommand.Sentence.Split(' ').Select(word => " " + word), " [", "1", "]", " Et", " tout", " le", " reste."];
            for (var i = 0; i < tokens.Length; i++)
            {
                if (i > 0)
                    await Task.Delay(perToken, http.RequestAborted);
                if (i == 0)
                    FirstTokenAt = Stopwatch.GetTimestamp();
                if (i == 3)
                    FirstWordAt = Stopwatch.GetTimestamp();
                await WriteAsync(http, new { content = tokens[i] });
            }
        }

        await WriteAsync(http, new { }, "stop");
        await http.Response.WriteAsync("data: [DONE]\n\n", http.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext http, object delta, string? end = null)
    {
        var chunk = JsonSerializer.Serialize(
            new { id = "c", @object = "chat.completion.chunk", created = 1, model = "stand-in", choices = new[] { new { index = 0, delta, finish_reason = end } } });
        await http.Response.WriteAsync($"data: {chunk}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
