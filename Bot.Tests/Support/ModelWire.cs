using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AssistantBot.Tests.Support;

/// <summary>How a provider's protocol says things.</summary>
internal abstract class ModelWire
{
    /// <summary>The error body of a status.</summary>
    public abstract object Error(int status, string? code, string message);

    /// <summary>A whole answer.</summary>
    public abstract object Whole(ModelServerRequest request, ModelServerReply reply);

    /// <summary>What a stream begins with.</summary>
    public abstract Task BeginAsync(HttpContext context, ModelServerRequest request, CancellationToken cancellationToken);

    /// <summary>One piece of text.</summary>
    public abstract Task PieceAsync(HttpContext context, ModelServerRequest request, string piece, CancellationToken cancellationToken);

    /// <summary>What a stream ends with.</summary>
    public abstract Task EndAsync(HttpContext context, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken);

    protected static string Model(ModelServerRequest request) => request.Body.GetProperty("model").GetString()!;

    protected static async Task SendAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync(text, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}

/// <summary>OpenAI's chat completions.</summary>
internal sealed class OpenAIWire : ModelWire
{
    public override object Error(int status, string? code, string message) => new { error = new { message, type = "error", param = (string?)null, code } };

    public override object Whole(ModelServerRequest request, ModelServerReply reply) => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = Model(request),
        choices = new[] { new { index = 0, message = new { role = "assistant", content = string.Concat(reply.Pieces) }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
    };

    public override Task BeginAsync(HttpContext context, ModelServerRequest request, CancellationToken cancellationToken) =>
        EventAsync(context, Chunk(request, new { role = "assistant", content = "" }, null), cancellationToken);

    public override Task PieceAsync(HttpContext context, ModelServerRequest request, string piece, CancellationToken cancellationToken) =>
        EventAsync(context, Chunk(request, new { content = piece }, null), cancellationToken);

    public override async Task EndAsync(HttpContext context, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        if (reply.CallsTool is { } tool)
        {
            var call = new { index = 0, id = "call_1", type = "function", function = new { name = tool, arguments = "{\"id\":\"h1\"}" } };
            await EventAsync(context, Chunk(request, new { tool_calls = new[] { call } }, null), cancellationToken);
        }

        await EventAsync(context, Chunk(request, new { }, reply.CallsTool is null ? "stop" : "tool_calls"), cancellationToken);
        if (request.Body.TryGetProperty("stream_options", out var options) && options.GetProperty("include_usage").GetBoolean())
        {
            await EventAsync(
                context,
                new
                {
                    id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = Model(request), choices = Array.Empty<object>(),
                    usage = new { prompt_tokens = 10, completion_tokens = 5, total_tokens = 15 },
                },
                cancellationToken);
        }

        await SendAsync(context, "data: [DONE]\n\n", cancellationToken);
    }

    private static object Chunk(ModelServerRequest request, object delta, string? finish) => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion.chunk",
        created = 1,
        model = Model(request),
        choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };

    private static Task EventAsync(HttpContext context, object data, CancellationToken cancellationToken) =>
        SendAsync(context, $"data: {JsonSerializer.Serialize(data)}\n\n", cancellationToken);
}

/// <summary>Anthropic's messages, API version 2026-10-21.</summary>
internal sealed class AnthropicWire : ModelWire
{
    public override object Error(int status, string? code, string message) => new { type = "error", error = new { type = code ?? "api_error", message } };

    public override object Whole(ModelServerRequest request, ModelServerReply reply) => new
    {
        id = "msg_1",
        type = "message",
        role = "assistant",
        model = Model(request),
        content = new[] { new { type = "text", text = string.Concat(reply.Pieces) } },
        stop_reason = "end_turn",
        stop_sequence = (string?)null,
        usage = new { input_tokens = 10, output_tokens = 5 },
    };

    public override async Task BeginAsync(HttpContext context, ModelServerRequest request, CancellationToken cancellationToken)
    {
        await EventAsync(
            context, "message_start",
            new
            {
                message = new
                {
                    id = "msg_1", type = "message", role = "assistant", content = Array.Empty<object>(), model = Model(request), stop_reason = (string?)null,
                    stop_sequence = (string?)null, usage = new { input_tokens = 10, output_tokens = 1 },
                },
            },
            cancellationToken);
        await EventAsync(context, "content_block_start", new { index = 0, content_block = new { type = "text", text = "" } }, cancellationToken);
        await EventAsync(context, "ping", new { }, cancellationToken);
    }

    public override Task PieceAsync(HttpContext context, ModelServerRequest request, string piece, CancellationToken cancellationToken) =>
        EventAsync(context, "content_block_delta", new { index = 0, delta = new { type = "text_delta", text = piece } }, cancellationToken);

    public override async Task EndAsync(HttpContext context, ModelServerRequest request, ModelServerReply reply, CancellationToken cancellationToken)
    {
        await EventAsync(context, "content_block_stop", new { index = 0 }, cancellationToken);
        if (reply.CallsTool is { } tool)
        {
            await EventAsync(context, "content_block_start", new { index = 1, content_block = new { type = "tool_use", id = "toolu_1", name = tool, input = new { } } }, cancellationToken);
            await EventAsync(context, "content_block_delta", new { index = 1, delta = new { type = "input_json_delta", partial_json = "{\"id\":\"h1\"}" } }, cancellationToken);
            await EventAsync(context, "content_block_stop", new { index = 1 }, cancellationToken);
        }

        if (reply.ErrorCode is { } code)
        {
            await EventAsync(context, "error", new { error = new { type = code, message = "Overloaded" } }, cancellationToken);
            return;
        }

        await EventAsync(
            context, "message_delta", new { delta = new { stop_reason = reply.CallsTool is null ? "end_turn" : "tool_use", stop_sequence = (string?)null }, usage = new { output_tokens = 5 } },
            cancellationToken);
        await EventAsync(context, "message_stop", new { }, cancellationToken);
    }

    private static Task EventAsync(HttpContext context, string name, object data, CancellationToken cancellationToken)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(data)!;
        json.Insert(0, "type", name);
        return SendAsync(context, $"event: {name}\ndata: {json.ToJsonString()}\n\n", cancellationToken);
    }
}
