using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>A connector that, while its storm lasts, takes nothing: 429, two times in three with the time to come again.</summary>
internal sealed class StormConnector : IAsyncDisposable
{
    private const int LongestRetryAfter = 5;

    // A request is on its way for a moment; what comes earlier than told by more than this was not waited for.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private readonly WebApplication _app;
    private readonly Ledger _ledger;
    private readonly ConcurrentDictionary<string, Conversation> _conversations = new(StringComparer.Ordinal);
    private volatile bool _storms;
    private int _refused;
    private int _early;
    private int _crowded;

    private StormConnector(WebApplication app, Ledger ledger) => (_app, _ledger) = (app, ledger);

    public Uri ServiceUrl => new(_app.Urls.First() + "/");

    /// <summary>Sends answered with 429.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Sends that came before the time told.</summary>
    public int Early => Volatile.Read(ref _early);

    /// <summary>Sends that came while another of their conversation was not answered yet.</summary>
    public int Crowded => Volatile.Read(ref _crowded);

    /// <summary>Begins and ends the storm.</summary>
    public bool Storms
    {
        set => _storms = value;
    }

    public static async Task<StormConnector> StartAsync(Ledger ledger)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var connector = new StormConnector(app, ledger);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v3/conversations/{conversation}/activities/{message}", connector.TakeAsync);
        await app.StartAsync();
        return connector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http, string conversation, string message)
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        var state = _conversations.GetOrAdd(conversation, _ => new());
        if (Interlocked.Increment(ref state.InFlight) > 1)
            Interlocked.Increment(ref _crowded);
        if (Stopwatch.GetTimestamp() < Volatile.Read(ref state.NotBefore))
            Interlocked.Increment(ref _early);
        if (!_storms)
        {
            _ledger.Answer(message);
            http.Response.StatusCode = StatusCodes.Status201Created;
            // The answer is the end of the request: the next may come before this method has ended.
            Interlocked.Decrement(ref state.InFlight);
            await http.Response.WriteAsJsonAsync(new { id = $"r-{message}" });
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        var number = Interlocked.Increment(ref _refused);
        if (number % 3 != 0)
        {
            var seconds = 1 + (number % LongestRetryAfter);
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            Volatile.Write(ref state.NotBefore, Stopwatch.GetTimestamp() + (long)((TimeSpan.FromSeconds(seconds) - Tolerance).TotalSeconds * Stopwatch.Frequency));
        }

        Interlocked.Decrement(ref state.InFlight);
    }

    private sealed class Conversation
    {
        public int InFlight;
        public long NotBefore;
    }
}
