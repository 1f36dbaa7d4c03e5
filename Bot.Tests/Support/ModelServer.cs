using System.Collections.Concurrent;
using System.Globalization;
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
/// A stand-in for a provider on loopback: OpenAI's chat completions and embeddings, Anthropic's messages, with and without streaming, each with
/// its own errors, and every way of failing that a script asks for. Answers only to <see cref="Key"/>, and refuses what the real one refuses.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    /// <summary>The key it accepts; a canary that must never be logged.</summary>
    public const string Key = "sk-canary-3f9a71c2";

    /// <summary>The fields Mistral answers with 422 "Extra inputs are not permitted".</summary>
    public static readonly string[] RefusedByMistral = ["stream_options", "max_completion_tokens", "service_tier", "store", "reasoning_effort"];

    /// <summary>The fields Anthropic's version 2026-10-21 answers with 400.</summary>
    private static readonly string[] RefusedByAnthropic = ["temperature", "top_p", "top_k"];

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ModelServerRequest> _requests = new();
    private readonly ConcurrentQueue<ModelServerRequest> _embeddings = new();
    private readonly CancellationTokenSource _stopping = new();
    private int _running;

    private ModelServer(WebApplication app) => _app = app;

    /// <summary>Decides each answer; the default echoes that it knows nothing.</summary>
    public Func<ModelServerRequest, ModelServerReply> Script { get; set; } = _ => ModelServerReply.Says("NOT_IN_SOURCES");

    /// <summary>Makes the vector of a text.</summary>
    public Func<string, float[]> Embed { get; set; } = _ => [1, 0, 0];

    /// <summary>Decides what happens to calls for embeddings; null lets them succeed.</summary>
    public Func<ModelServerRequest, ModelServerReply?> EmbeddingScript { get; set; } = _ => null;

    /// <summary>Fields of a chat completion that are refused.</summary>
    public IReadOnlyList<string> RefusedFields { get; set; } = [];

    /// <summary>The base address to configure, with its <c>/v1</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>All chat calls, oldest first.</summary>
    public IReadOnlyList<ModelServerRequest> Requests => [.. _requests];

    /// <summary>All calls for embeddings, oldest first.</summary>
    public IReadOnlyList<ModelServerRequest> EmbeddingRequests => [.. _embeddings];

    /// <summary>Most chat calls that ran at once.</summary>
    public int MostAtOnce { get; private set; }

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
        var path = context.Request.Path.Value!;
        ModelWire wire = path.EndsWith("/v1/messages", StringComparison.Ordinal) ? new AnthropicWire() : new OpenAIWire();
        var headers = context.Request.Headers;
        if (headers.Authorization != $"Bearer {Key}" && headers["api-key"] != Key && headers["x-api-key"] != Key)
        {
            await ErrorAsync(context, wire, 401, wire is AnthropicWire ? "authentication_error" : "invalid_api_key", "Incorrect API key provided: " + headers.Authorization);
            return;
        }

        var isChat = path.EndsWith("/chat/completions", StringComparison.Ordinal) || wire is AnthropicWire;
        if (context.Request.Method != "POST" || !(isChat || path.EndsWith("/embeddings", StringComparison.Ordinal)))
        {
            await ErrorAsync(context, wire, 404, null, "Unknown request URL");
            return;
        }

        var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: ended.Token);
        var request = new ModelServerRequest(body, headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), path);
        if (Refusal(request, wire) is var (status, field))
        {
            await ErrorAsync(context, wire, status, wire is AnthropicWire ? "invalid_request_error" : null, $"{field}: Extra inputs are not permitted");
            return;
        }

        try
        {
            if (isChat)
                await ChatAsync(context, wire, request, ended.Token);
            else
                await EmbedAsync(context, wire, request, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the test ended.
        }
    }

    private (int Status, string Field)? Refusal(ModelServerRequest request, ModelWire wire)
    {
        var refused = wire is AnthropicWire ? RefusedByAnthropic : RefusedFields;
        if (refused.FirstOrDefault(field => request.Body.TryGetProperty(field, out _)) is { } extra)
            return (wire is AnthropicWire ? 400 : 422, extra);
        return wire is AnthropicWire && request.Headers.GetValueOrDefault("anthropic-version") is not ("2026-10-21" or "2023-06-01") ? (400, "anthropic-version") : null;
    }

    private async Task ChatAsync(HttpContext context, ModelWire wire, ModelServerRequest request, CancellationToken cancellationToken)
    {
        _requests.Enqueue(request);
        var running = Interlocked.Increment(ref _running);
        MostAtOnce = Math.Max(MostAtOnce, running);
        try
        {
            var reply = Script(request);
            if (await FailAsync(context, wire, request, reply, cancellationToken))
                return;
            if (request.IsStreaming)
                await StreamAsync(context, wire, request, reply, cancellationToken);
            else
                await CompleteAsync(context, wire, request, reply, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task EmbedAsync(HttpContext context, ModelWire wire, ModelServerRequest request, CancellationToken cancellationToken)
    {
        _embeddings.Enqueue(request);
        if (EmbeddingScript(request) is { } reply && await FailAsync(context, wire, request, reply, cancellationToken))
            return;
        var base64 = request.Body.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        await context.Response.WriteAsJsonAsync(
            new
            {
                @object = "list",
                model = request.Body.GetProperty("model").GetString(),
                data = request.Inputs.Select((input, index) => new
                {
                    @object = "embedding",
                    index,
                    embedding = base64 ? (object)Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(Embed(input)).ToArray()) : Embed(input),
                }),
                usage = new { prompt_tokens = 5, total_tokens = 5 },
            },
            cancellationToken);
    }

    private static async Task<bool> FailAsync(HttpContext context, ModelWire wire, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        if (reply.HangsBeforeHeaders)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        if (reply.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (reply.Status != 200)
            await ErrorAsync(context, wire, reply.Status, reply.ErrorCode, "The server had an error while processing: " + request.Body.GetRawText());
        else if (reply.RawBody is not null)
            await context.Response.Body.WriteAsync(reply.RawBody, cancellationToken);
        else
            return false;
        return true;
    }

    private static async Task ErrorAsync(HttpContext context, ModelWire wire, int status, string? code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(wire.Error(status, code, message));
    }

    private static async Task StreamAsync(HttpContext context, ModelWire wire, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream";
        await wire.BeginAsync(context, request, cancellationToken);
        do
        {
            for (var i = 0; i < reply.Pieces.Count; i++)
            {
                if (reply.BeforePiece is { } wait)
                    await wait(i, cancellationToken);
                await wire.PieceAsync(context, request, reply.Pieces[i], cancellationToken);
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
        await wire.EndAsync(context, request, reply, cancellationToken);
    }

    private static async Task CompleteAsync(HttpContext context, ModelWire wire, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        if (reply.Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        await context.Response.WriteAsJsonAsync(wire.Whole(request, reply), cancellationToken);
    }
}
