using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Tests.Support;

/// <summary>
/// A stand-in for an OpenAI-compatible provider on loopback: chat completions with and without streaming, the provider's JSON errors,
/// and every way of failing that a script asks for. Answers only to <see cref="Key"/>.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    /// <summary>The key it accepts; a canary that must never be logged.</summary>
    public const string Key = "sk-canary-3f9a71c2";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelServerRequest> _requests = new();
    private readonly CancellationTokenSource _stopping = new();

    private ModelServer(WebApplication app) => _app = app;

    /// <summary>Decides each answer; the default echoes that it knows nothing.</summary>
    public Func<ModelServerRequest, ModelServerReply> Script { get; set; } = _ => ModelServerReply.Says("NOT_IN_SOURCES");

    /// <summary>The base address to configure, with its <c>/v1</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>All calls, oldest first.</summary>
    public IReadOnlyList<ModelServerRequest> Requests => [.. _requests];

    public static async Task<ModelServer> StartAsync(Func<ModelServerRequest, ModelServerReply>? script = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ModelServer(builder.Build());
        if (script is not null)
            server.Script = script;
        server._app.Map("/{**path}", server.AnswerAsync);
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Endpoint = addresses.Addresses.Single() + "/v1";
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        if (context.Request.Headers.Authorization != $"Bearer {Key}" && context.Request.Headers["api-key"] != Key)
        {
            await ErrorAsync(context, 401, "Incorrect API key provided: " + context.Request.Headers.Authorization);
            return;
        }

        if (context.Request.Method != "POST" || !context.Request.Path.Value!.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            await ErrorAsync(context, 404, "Unknown request URL");
            return;
        }

        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: ended.Token);
        var request = new ModelServerRequest(
            body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), context.Request.Path);
        _requests.Enqueue(request);
        var reply = Script(request);
        try
        {
            if (reply.RetryAfter is { } seconds)
                context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (reply.Status != 200)
                await ErrorAsync(context, reply.Status, "The server had an error while processing: " + request.User);
            else if (reply.RawBody is not null)
                await context.Response.WriteAsync(reply.RawBody, ended.Token);
            else if (request.IsStreaming)
                await StreamAsync(context, request, reply, ended.Token);
            else
                await CompleteAsync(context, request, reply, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the test ended.
        }
    }

    private static async Task ErrorAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = new { message, type = "error", param = (string?)null, code = (string?)null } });
    }

    private static async Task StreamAsync(HttpContext context, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        await EventAsync(context, Chunk(request, new { role = "assistant", content = "" }, null), cancellationToken);
        do
        {
            for (var i = 0; i < reply.Pieces.Count; i++)
            {
                if (reply.BeforePiece is { } wait)
                    await wait(i, cancellationToken);
                await EventAsync(context, Chunk(request, new { content = reply.Pieces[i] }, null), cancellationToken);
            }
        }
        while (reply.Endless && !cancellationToken.IsCancellationRequested);

        if (reply.Cuts)
        {
            context.Abort();
            return;
        }

        if (reply.Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        await EventAsync(context, Chunk(request, new { }, "stop"), cancellationToken);
        await context.Response.WriteAsync("data: [DONE]\n\n", cancellationToken);
    }

    private static async Task CompleteAsync(HttpContext context, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        if (reply.Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        await context.Response.WriteAsJsonAsync(
            new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1,
                model = request.Body.GetProperty("model").GetString(),
                choices = new[] { new { index = 0, message = new { role = "assistant", content = string.Concat(reply.Pieces) }, finish_reason = "stop" } },
                usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
            },
            cancellationToken);
    }

    private static object Chunk(ModelServerRequest request, object delta, string? finish) => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1,
        model = request.Body.GetProperty("model").GetString(),
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };

    private static async Task EventAsync(HttpContext context, object data, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(data)}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
