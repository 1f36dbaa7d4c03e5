using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Tests.Support;

/// <summary>
/// Teams' connector on loopback, as strict about streamed messages as Microsoft documents it: one stream at a time, in personal chats, growing
/// text, rising numbers, a final without a number. It keeps what people would see.
/// </summary>
internal sealed class TeamsConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly List<(string Id, string Text)> _messages = [];
    private readonly Dictionary<string, Streamed> _streams = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _last;

    private TeamsConnector(WebApplication app) => _app = app;

    /// <summary>Where activities say that they come from.</summary>
    public string ServiceUrl { get; private set; } = "";

    /// <summary>True from when the person presses "stop".</summary>
    public bool IsStopped { get; set; }

    /// <summary>True to say that every stream is older than two minutes.</summary>
    public bool IsLate { get; set; }

    /// <summary>What stands in the chat now, finished messages and streams that are still growing, in order.</summary>
    public IReadOnlyList<(string Id, string Text)> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    /// <summary>Every text a stream has shown, in order.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>What it refused, and why.</summary>
    public List<string> Refusals { get; } = [];

    public static async Task<TeamsConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new TeamsConnector(builder.Build());
        connector._app.MapPost("/v3/conversations/{conversation}/activities/{replyTo?}", connector.SendAsync);
        connector._app.MapPut("/v3/conversations/{conversation}/activities/{id}", connector.UpdateAsync);
        await connector._app.StartAsync();
        connector.ServiceUrl = connector._app.Urls.First() + "/";
        return connector;
    }

    /// <summary>Waits until something stands in the chat, or was refused.</summary>
    public async Task WaitAsync(Func<TeamsConnector, bool> isThere)
    {
        using var deadline = new CancellationTokenSource(Patience.Generous);
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isThere(this))
                    return;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come. The chat: {string.Join(" | ", Messages)}; shown: {string.Join(" | ", Shown)}; refused: {string.Join(" | ", Refusals)}");
            }
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task SendAsync(HttpContext http, string conversation)
    {
        var activity = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        var (status, body) = Take(conversation, activity);
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(body);
    }

    private async Task UpdateAsync(HttpContext http, string id)
    {
        var activity = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body);
        lock (_gate)
        {
            Put(id, activity.GetProperty("text").GetString()!);
            Changed();
        }

        await http.Response.WriteAsJsonAsync(new { id });
    }

    private (int Status, object Body) Take(string conversation, JsonElement activity)
    {
        lock (_gate)
        {
            try
            {
                var info = activity.TryGetProperty("entities", out var entities)
                    ? entities.EnumerateArray().FirstOrDefault(entity => entity.GetProperty("type").GetString() == "streaminfo")
                    : default;
                var text = activity.TryGetProperty("text", out var said) ? said.GetString()! : "";
                if (info.ValueKind == JsonValueKind.Object)
                    return TakeStreamed(conversation, activity, info, text);
                if (activity.GetProperty("type").GetString() != "message")
                    return (202, new { });
                var id = $"m{++_last}";
                Put(id, text);
                return (201, new { id });
            }
            finally
            {
                Changed();
            }
        }
    }

    private (int Status, object Body) TakeStreamed(string conversation, JsonElement activity, JsonElement info, string text)
    {
        var id = info.TryGetProperty("streamId", out var given) ? given.GetString()! : null;
        var isFinal = info.GetProperty("streamType").GetString() == "final";
        var hasSequence = info.TryGetProperty("streamSequence", out var number);
        if (text.Length == 0 || isFinal == hasSequence || (activity.GetProperty("type").GetString() == "message") != isFinal)
            return Refuse(400, "BadRequest", "The stream's fields do not fit together.");
        if (id is null)
        {
            if (_streams.Values.Any(other => other.Conversation == conversation && !other.IsEnded) || number.GetInt32() != 1)
                return Refuse(403, "ContentStreamNotAllowed", "Content stream is not allowed: another is open.");
            id = $"s{++_last}";
            _streams[id] = new Streamed(conversation) { Sequence = 1 };
            Show(id, text);
            return (201, new { id });
        }

        if (!_streams.TryGetValue(id, out var stream))
            return Refuse(404, "NotFound", "No such stream.");
        if (stream.IsEnded)
            return Refuse(403, "ContentStreamNotAllowed", "Content stream is not allowed on an already completed streamed message.");
        if (IsStopped)
            return Refuse(403, "ContentStreamNotAllowed", "Content stream was canceled by user.");
        if (IsLate)
            return Refuse(403, "ContentStreamNotAllowed", "Content stream has exceeded streaming time.");
        if (!text.StartsWith(_messages.Find(message => message.Id == id).Text, StringComparison.Ordinal))
            return Refuse(403, "ContentStreamNotAllowed", "Request streamed content should contain the previously streamed content.");
        if (isFinal)
        {
            stream.IsEnded = true;
            Put(id, text);
            return (202, new { });
        }

        if (number.GetInt32() <= stream.Sequence)
            return Refuse(202, "ContentStreamSequenceOrderPreConditionFailed", "Out of order.");
        stream.Sequence = number.GetInt32();
        Show(id, text);
        return (202, new { });
    }

    private (int Status, object Body) Refuse(int status, string code, string message)
    {
        Refusals.Add(message);
        return (status, new { error = new { code, message } });
    }

    private void Show(string id, string text)
    {
        Shown.Add(text);
        Put(id, text);
    }

    private void Put(string id, string text)
    {
        var at = _messages.FindIndex(message => message.Id == id);
        if (at < 0)
            _messages.Add((id, text));
        else
            _messages[at] = (id, text);
    }

    private void Changed()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private sealed class Streamed(string conversation)
    {
        public string Conversation { get; } = conversation;

        public int Sequence { get; set; }

        public bool IsEnded { get; set; }
    }
}
