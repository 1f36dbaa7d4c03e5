using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AssistantBot.Tests.Support;

/// <summary>
/// The Agents Playground (npm @microsoft/m365agentsplayground) as a Teams client without a browser: it posts activities to the bot,
/// serves the connector the bot answers to, and shows what people would see on a socket.
/// </summary>
internal sealed class PlaygroundProcess : IAsyncDisposable
{
    public const string TeamId = "team-id";
    private const string BotId = "00000000-0000-0000-0000-00000000000011";

    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<JsonElement> _frames = [];
    private readonly object _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    private PlaygroundProcess(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/"), Timeout = Patience.Generous };
    }

    public string PersonalChatId { get; private set; } = "";

    public static async Task<PlaygroundProcess> StartAsync(Uri bot)
    {
        var cli = Path.Combine(RepositoryRoot.Path, "Bot.Tests", "EndToEnd", "clients", "node_modules", "@microsoft", "m365agentsplayground", "cli.js");
        Assert.True(File.Exists(cli), "The Agents Playground is not installed: run ./test.sh, or npm ci in Bot.Tests/EndToEnd/clients.");
        var port = LoopbackPort.Free();
        var start = new ProcessStartInfo("node", [cli, "start", "-e", new Uri(bot, "api/messages").ToString(), "-p", $"{port}", "--dt"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["TEAMSAPPTESTER_BROWSER"] = "none";
        var process = Process.Start(start)!;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Listening", StringComparison.Ordinal) == true)
                listening.TrySetResult();
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(Patience.Generous);
        var playground = new PlaygroundProcess(process, port);
        var config = await playground._http.GetFromJsonAsync<JsonElement>("_internal/v1/testConfig");
        playground.PersonalChatId = config.GetProperty("config").GetProperty("personalChat").GetProperty("id").GetString()!;
        await playground._socket.ConnectAsync(new Uri($"ws://localhost:{port}/_ws_conversation/v1/conversations/stream"), playground._stop.Token);
        playground._reading = playground.ReadFramesAsync();
        return playground;
    }

    /// <summary>Installs the app in a conversation: the bot gets installationUpdate and conversationUpdate.</summary>
    public async Task InstallAsync(string conversationId) =>
        (await _http.PostAsJsonAsync($"_debug/conversation/{conversationId}/installation", new { })).EnsureSuccessStatusCode();

    /// <summary>Says something in the personal chat.</summary>
    public Task SayAsync(string text) => PostAsync(PersonalChatId, new { from = new { id = "user-id-0" }, text, textFormat = "plain" });

    /// <summary>Mentions the bot in a channel or in a thread.</summary>
    public Task MentionAsync(string conversationId, string text) => PostAsync(conversationId, new
    {
        from = new { id = "user-id-0" },
        text = "<at>Test Bot</at> " + text,
        textFormat = "plain",
        mentions = new[] { new { mentioned = new { id = BotId }, text = "<at>Test Bot</at>" } },
    });

    /// <summary>Presses an Action.Execute button as a user.</summary>
    /// <returns>The bot's answer.</returns>
    public async Task<JsonElement> ExecuteAsync(string conversationId, string messageId, string userId, JsonElement action)
    {
        using var response = await _http.PostAsJsonAsync("_conversation/v1/invoke", new
        {
            name = "adaptiveCard/action",
            from = new { id = userId },
            conversation = new { id = conversationId },
            replyToId = messageId,
            value = new { action = Bare(action), trigger = "manual" },
        });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Waits until a frame satisfies the condition.</summary>
    public async Task<JsonElement> WaitForAsync(Func<JsonElement, bool> condition, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience.Generous;
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                foreach (var frame in _frames)
                {
                    if (condition(frame))
                        return frame;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(deadline - DateTimeOffset.UtcNow);
            }
            catch (Exception failure) when (failure is TimeoutException or ArgumentOutOfRangeException)
            {
                throw new TimeoutException($"The Playground never showed {what}. It showed:\n{string.Join('\n', Frames().Select(frame => frame.GetRawText()))}");
            }
        }
    }

    /// <summary>Waits for a message whose text contains a part.</summary>
    public Task<JsonElement> WaitForTextAsync(string part) =>
        WaitForAsync(frame => Text(frame).Contains(part, StringComparison.OrdinalIgnoreCase), $"a message with \"{part}\"");

    /// <summary>Everything shown so far.</summary>
    public IReadOnlyList<JsonElement> Frames()
    {
        lock (_gate)
            return [.. _frames];
    }

    public static string Text(JsonElement frame) =>
        frame.TryGetProperty("message", out var message) && message.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Abort();
        await _reading;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task PostAsync(string conversationId, object message) =>
        (await _http.PostAsJsonAsync($"_conversation/v1/conversations/{conversationId}/messages", message)).EnsureSuccessStatusCode();

    // A client sends the action without its presentation.
    private static JsonObject Bare(JsonElement action) => new()
    {
        ["type"] = "Action.Execute",
        ["verb"] = action.GetProperty("verb").GetString(),
        ["data"] = action.TryGetProperty("data", out var data) ? JsonNode.Parse(data.GetRawText()) : new JsonObject(),
    };

    private async Task ReadFramesAsync()
    {
        var buffer = new byte[1 << 16];
        using var frame = new MemoryStream();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                frame.SetLength(0);
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, _stop.Token);
                    frame.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                if (frame.Length == 0)
                    continue;
                var json = JsonElement.Parse(frame.ToArray());
                lock (_gate)
                {
                    _frames.Add(json);
                    var changed = _changed;
                    _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    changed.SetResult();
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            // The socket ends with the test.
        }
    }
}
