using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.Trouble;

/// <summary>
/// A model on loopback that speaks OpenAI's wire, judges everything routine and answers with the first sentence it is given, and does wrong what
/// it is told to, for the people whose number is among the chosen. A question carries the person's number at its end: "… (12)".
/// </summary>
internal sealed partial class TroubledModel : IAsyncDisposable
{
    private static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromSeconds(20);

    // A call that the bot has given up is noticed here a moment later; the one that took its place is counted after that.
    private static readonly TimeSpan CountedAfter = TimeSpan.FromMilliseconds(50);

    private const int PieceLength = 12;

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private int _running;
    private int _most;
    private int _calls;
    private int _answered;

    private TroubledModel(WebApplication app) => _app = app;

    /// <summary>Base address, with <c>/v1</c>.</summary>
    public string Endpoint => _app.Urls.First() + "/v1";

    /// <summary>What it does wrong from now on.</summary>
    public ModelTrouble Trouble { get; set; }

    /// <summary>For everybody, or for every tenth person.</summary>
    public bool ForEverybody { get; set; }

    /// <summary>Where every prompt goes, or null.</summary>
    public ConcurrentQueue<string>? Prompts { get; init; }

    /// <summary>How often it was asked.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>How often it answered as it should.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>True when a person with this number meets the trouble.</summary>
    public static bool IsChosen(int person) => person % 10 == 0;

    /// <summary>Most calls at once since this was asked last.</summary>
    public int TakeMostAtOnce() => Interlocked.Exchange(ref _most, Volatile.Read(ref _running));

    /// <summary>Starts it.</summary>
    /// <param name="prompts">Where every prompt goes, or null.</param>
    public static async Task<TroubledModel> StartAsync(ConcurrentQueue<string>? prompts = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var model = new TroubledModel(app) { Prompts = prompts };
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/chat/completions", model.AnswerAsync);
        await app.StartAsync();
        return model;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.Increment(ref _running);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        try
        {
            await Task.Delay(CountedAfter, ended.Token);
            var running = Volatile.Read(ref _running);
            for (var most = Volatile.Read(ref _most); running > most && Interlocked.CompareExchange(ref _most, running, most) != most;)
                most = Volatile.Read(ref _most);
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: ended.Token);
            var prompt = body.RootElement.GetProperty("messages")[1].GetProperty("content").GetString()!;
            Prompts?.Enqueue(prompt);
            var trouble = ForEverybody || IsChosen(PersonIn(prompt)) ? Trouble : ModelTrouble.None;
            await RunAsync(http, trouble, AnswerTo(prompt), ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The bot went away, or the run is over.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task RunAsync(HttpContext http, ModelTrouble trouble, string answer, CancellationToken cancellationToken)
    {
        switch (trouble)
        {
            case ModelTrouble.Silence:
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return;
            case ModelTrouble.ServerError:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            case ModelTrouble.Throttled or ModelTrouble.ThrottledWithTime:
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                if (trouble == ModelTrouble.ThrottledWithTime)
                    http.Response.Headers.RetryAfter = "5";
                return;
            case ModelTrouble.Garbage:
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><body>Please sign in.</body></html>", cancellationToken);
                return;
            case ModelTrouble.Reset:
                var socket = http.Features.Get<IConnectionSocketFeature>()!.Socket;
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                return;
        }

        await Task.Delay(Takes, cancellationToken);
        http.Response.ContentType = "text/event-stream";
        var pieces = answer.Chunk(PieceLength).Select(piece => new string(piece)).ToArray();
        for (var i = 0; i < pieces.Length; i++)
        {
            if (trouble == ModelTrouble.Cut && i == pieces.Length / 2)
            {
                http.Abort();
                return;
            }

            if (trouble == ModelTrouble.Drip && i > 0)
                await Task.Delay(BetweenDrops, cancellationToken);
            await SendAsync(http, Chunk(new { content = pieces[i] }, null), cancellationToken);
        }

        await SendAsync(http, Chunk(new { }, "stop"), cancellationToken);
        await http.Response.WriteAsync("data: [DONE]\n\n", cancellationToken);
        Interlocked.Increment(ref _answered);
    }

    private static object Chunk(object delta, string? finish) => new
    {
        id = "c", @object = "chat.completion.chunk", created = 1, model = "stand-in", choices = new[] { new { index = 0, delta, finish_reason = finish } },
    };

    private static async Task SendAsync(HttpContext http, object chunk, CancellationToken cancellationToken)
    {
        await http.Response.WriteAsync($"data: {JsonSerializer.Serialize(chunk)}\n\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }

    private static string AnswerTo(string prompt)
    {
        using var data = JsonDocument.Parse(prompt);
        if (!data.RootElement.TryGetProperty("passages", out var passages))
            return """{"route":"routine","reason":"none","confidence":0.02,"danger":false,"evidence":[],"question":""}""";
        return passages[0].GetProperty("text").GetString()!.Split('\n')[0].TrimEnd('.') + " [1].";
    }

    private static int PersonIn(string prompt) => Person().Match(prompt) is { Success: true } person ? int.Parse(person.Groups[1].Value, CultureInfo.InvariantCulture) : -1;

    [GeneratedRegex(@"\((\d+)\)")]
    private static partial Regex Person();
}
