using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Tests.Support;

/// <summary>
/// A Bot Connector service that misbehaves, over real HTTP: what happens to a reply is told by the name of its conversation, and what the
/// channel has shown is written down.
/// </summary>
internal sealed class HostileConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _inFlight = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<long>> _taken = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _mostInFlight;

    private HostileConnector(WebApplication app) => _app = app;

    /// <summary>Conversation and message of every reply that people saw, in order.</summary>
    public ConcurrentQueue<(string Conversation, string Message)> Shown { get; } = new();

    /// <summary>Replies that people saw although the bot was not told so.</summary>
    public ConcurrentQueue<(string Conversation, string Message)> ShownInSilence { get; } = new();

    public string ServiceUrl => _app.Urls.First() + "/";

    public int MostInFlightOfOneConversation => _mostInFlight;

    /// <summary>True when a blocked conversation is open again.</summary>
    public bool Unblocked { get; set; }

    public int Attempts(string conversation) => _attempts.GetValueOrDefault(conversation);

    public static async Task<HostileConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var connector = new HostileConnector(app);
        app.MapPost("/v3/conversations/{conversation}/activities/{message}", connector.TakeAsync);
        await app.StartAsync();
        return connector;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http, string conversation, string message)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        var attempt = _attempts.AddOrUpdate(conversation, 1, (_, before) => before + 1);
        var flying = _inFlight.AddOrUpdate(conversation, 1, (_, before) => before + 1);
        InterlockedMax(flying);
        var hasLanded = false;
        try
        {
            await AnswerAsync(http, conversation, message, attempt, Land);
        }
        finally
        {
            Land();
        }

        void Land()
        {
            if (!hasLanded)
                _inFlight.AddOrUpdate(conversation, 0, (_, before) => before - 1);
            hasLanded = true;
        }
    }

    // Every other attempt goes wrong, so that each reply meets it. A request is over for the sender when its connection breaks or its patience
    // ends, which is before the connector's thread gets to know: those land first.
    private async Task AnswerAsync(HttpContext http, string conversation, string message, int attempt, Action land)
    {
        var goesWrong = attempt % 2 == 1;
        switch (conversation.Split('-')[0])
        {
            case "storm" when goesWrong:
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "1";
                break;
            case "wordless" when goesWrong:
                http.Response.StatusCode = 429;
                break;
            case "limited" when !MayTake(conversation):
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "1";
                break;
            case "precondition" when goesWrong:
                http.Response.StatusCode = 412;
                break;
            case "gateway" when attempt % 3 != 0:
                http.Response.StatusCode = attempt % 3 == 1 ? 502 : 504;
                break;
            case "drop" when goesWrong:
                Show(conversation, message, inSilence: true);
                land();
                http.Abort();
                break;
            case "late" when goesWrong:
                Show(conversation, message, inSilence: true);
                http.Response.StatusCode = 504;
                break;
            case "silent" when attempt == 1:
                land();
                await Task.WhenAny(_end.Task, WhenAborted(http));
                break;
            case "blocked" when !Unblocked:
                http.Response.StatusCode = 403;
                break;
            case "gone":
                http.Response.StatusCode = 404;
                break;
            default:
                Show(conversation, message, inSilence: false);
                http.Response.StatusCode = 201;
                await http.Response.WriteAsJsonAsync(new { id = $"r-{conversation}-{attempt}" });
                break;
        }
    }

    // Microsoft's published limits per bot and thread: 7 in a second, 8 in two, 60 in thirty.
    private bool MayTake(string conversation)
    {
        var taken = _taken.GetOrAdd(conversation, _ => new());
        var now = Environment.TickCount64;
        int Within(int milliseconds) => taken.Count(at => now - at < milliseconds);
        if (Within(1000) >= 7 || Within(2000) >= 8 || Within(30_000) >= 60)
            return false;
        taken.Enqueue(now);
        return true;
    }

    private void Show(string conversation, string message, bool inSilence)
    {
        Shown.Enqueue((conversation, message));
        if (inSilence)
            ShownInSilence.Enqueue((conversation, message));
    }

    private void InterlockedMax(int value)
    {
        for (var seen = _mostInFlight; value > seen; seen = _mostInFlight)
            Interlocked.CompareExchange(ref _mostInFlight, value, seen);
    }

    private static Task WhenAborted(HttpContext http)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        http.RequestAborted.Register(aborted.SetResult);
        return aborted.Task;
    }
}
