using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Trouble;

/// <summary>
/// <c>model-trouble</c>: people asking at a steady rate while the model does everything wrong that it can, for every tenth person and then for
/// everybody. Acknowledgements, answers and other people must not suffer, and the model must be left alone and tried again.
/// </summary>
internal static class ModelTroubleCommand
{
    // Within Teams' ten to fifteen seconds.
    private const double LongestAckMs = 10_000;
    private const double LongestAnswerMs = 30_000;
    private const double LongestUntilRestSeconds = 10;
    private const double LongestRecoverySeconds = 60;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 20,
            Conversations = 100,
            Duration = TimeSpan.FromSeconds(20),
            Text = "Combien de jours de télétravail sont possibles ? ({person})",
            // The welcome is a message of its own.
            Greeting = "Bonjour",
        });
        var calls = int.Parse(given.GetValueOrDefault("--calls", "64"), CultureInfo.InvariantCulture);
        var troubles = given.TryGetValue("--trouble", out var one) && one != "all" ? [Enum.Parse<ModelTrouble>(one, ignoreCase: true)] : Enum.GetValues<ModelTrouble>().Skip(1).ToArray();
        var program = Path.GetFullPath(given["--program"]);
        var knowledge = Path.GetFullPath(given.GetValueOrDefault("--knowledge", "knowledge"));
        await using var model = await TroubledModel.StartAsync();
        var reports = new List<TroubleReport>();
        await using (var run = await Run.StartAsync(program, knowledge, model, model.Endpoint, calls, options))
        {
            // The first run warms everything up and is not looked at.
            await run.AskAsync(ModelTrouble.None, everybody: false, calm: null);
            var calm = await run.AskAsync(ModelTrouble.None, everybody: false, calm: null);
            Add(calm);
            foreach (var trouble in troubles.Where(trouble => trouble != ModelTrouble.NoSuchHost))
            {
                Add(await run.AskAsync(trouble, everybody: false, calm));
                Add(await run.AskAsync(trouble, everybody: true, calm));
            }
        }

        if (troubles.Contains(ModelTrouble.NoSuchHost))
        {
            await using var run = await Run.StartAsync(program, knowledge, model, "https://model.invalid/v1", calls, options);
            await run.AskAsync(ModelTrouble.NoSuchHost, everybody: true, calm: null);
            Add(await run.AskAsync(ModelTrouble.NoSuchHost, everybody: true, calm: null));
        }

        var failures = reports.SelectMany(report => report.Failures.Select(failure => $"{report.Trouble} {report.Percent} %: {failure}")).ToList();
        Console.WriteLine(LoadReport.Write(new { options.Rate, options.Conversations, options.Duration.TotalSeconds, MaxConcurrentCalls = calls, Runs = reports, Failures = failures }));
        return failures.Count == 0 ? 0 : 1;

        void Add(TroubleReport report)
        {
            reports.Add(report);
            Console.WriteLine(LoadReport.Write(report));
        }
    }

    /// <summary>The product with the model, asked again and again.</summary>
    private sealed class Run : IAsyncDisposable
    {
        private readonly BotProcess _bot;
        private readonly TroubledModel _model;
        private readonly LoopbackConnector _connector;
        private readonly LoadOptions _options;
        private readonly int _calls;
        private readonly string _folder;
        private readonly HttpClient _http;

        private Run(BotProcess bot, TroubledModel model, LoopbackConnector connector, LoadOptions options, int calls, string folder)
        {
            (_bot, _model, _connector, _options, _calls, _folder) = (bot, model, connector, options, calls, folder);
            _http = new HttpClient { BaseAddress = options.Bot, Timeout = TimeSpan.FromSeconds(5) };
        }

        public static async Task<Run> StartAsync(string program, string knowledge, TroubledModel model, string endpoint, int calls, LoadOptions options)
        {
            var folder = Directory.CreateTempSubdirectory("assistantbot-trouble-").FullName;
            var bot = await BotProcess.StartProductAsync(
                program, folder, options.Bot,
                [
                    "--Model:Provider", "OpenAICompatible", "--Model:Endpoint", endpoint, "--Model:Name", "stand-in", "--Model:ApiKey", "none",
                    "--Model:MaxConcurrentCalls", calls.ToString(CultureInfo.InvariantCulture), "--Knowledge:Path", knowledge, .. ModelBudgets.Unlimited,
                ]);
            return new Run(bot, model, LoopbackConnector.Start(new Ledger()), options, calls, folder);
        }

        /// <summary>Asks for a while in trouble, then until the model is used again.</summary>
        public async Task<TroubleReport> AskAsync(ModelTrouble trouble, bool everybody, TroubleReport? calm)
        {
            var ledger = new Ledger();
            _connector.Ledger = ledger;
            _model.TakeMostAtOnce();
            var before = _model.Calls;
            (_model.Trouble, _model.ForEverybody) = (trouble, everybody);
            using var generator = new LoadGenerator(_options, ledger, _connector.ServiceUrl);
            long? begun = null;
            double? rests = null;
            var threads = 0;
            var load = generator.RunAsync(Grace);
            while (await Task.WhenAny(load, Task.Delay(Look)) != load)
            {
                threads = Math.Max(threads, _bot.Threads);
                // The greetings come before the first question.
                begun ??= ledger.Acknowledged > 0 ? Stopwatch.GetTimestamp() : null;
                if (rests is null && await IsRestingAsync())
                    rests = begun is null ? 0 : Math.Round(Stopwatch.GetElapsedTime(begun.Value).TotalSeconds, 1);
            }

            await load;
            var (most, made) = (_model.TakeMostAtOnce(), _model.Calls - before);
            double? again = null;
            if (trouble is not (ModelTrouble.None or ModelTrouble.NoSuchHost))
                again = await RecoverAsync();
            // What comes after the answer was given, if anything: a late answer of the model's.
            await Task.Delay(TimeSpan.FromSeconds(2));
            var everyone = ledger.Messages.ToList();
            var report = new TroubleReport(trouble.ToString(), trouble == ModelTrouble.None ? 0 : everybody ? 100 : 10)
            {
                Acknowledged = ledger.Acknowledged,
                Lost = ledger.Lost().Count,
                Refused = generator.Refused,
                ExtraReplies = ledger.Duplicates,
                AckP99Ms = Round(ledger.Percentiles(message => message.AcknowledgedAfter).P99),
                AckMaxMs = Round(everyone.Max(message => message.AcknowledgedAfter?.TotalMilliseconds) ?? 0),
                AnswerMaxMs = Round(everyone.Max(message => message.AnsweredAfter?.TotalMilliseconds) ?? 0),
                OthersAnswerP99Ms = everybody ? 0 : Round(ledger.Percentiles(message => TroubledModel.IsChosen(PersonOf(message.Conversation)) ? null : message.AnsweredAfter).P99),
                CallsAtOnce = most,
                Calls = made,
                Threads = threads,
                RestsAfterSeconds = rests,
                UsedAgainAfterSeconds = again,
            };
            return report with { Failures = [.. Judge(report, trouble, everybody, calm)] };
        }

        public async ValueTask DisposeAsync()
        {
            await _bot.DisposeAsync();
            await _connector.DisposeAsync();
            _http.Dispose();
            Directory.Delete(_folder, recursive: true);
        }

        private IEnumerable<string> Judge(TroubleReport report, ModelTrouble trouble, bool everybody, TroubleReport? calm)
        {
            if (report.Lost > 0)
                yield return $"{report.Lost} people got no answer";
            if (report.ExtraReplies > 0)
                yield return $"{report.ExtraReplies} replies too many";
            if (report.AckMaxMs > LongestAckMs)
                yield return $"an acknowledgement took {report.AckMaxMs} ms";
            if (report.AnswerMaxMs > LongestAnswerMs)
                yield return $"an answer took {report.AnswerMaxMs} ms";
            if (report.CallsAtOnce > _calls)
                yield return $"{report.CallsAtOnce} calls at once";
            // Under a fifth and a fifth of a second more is not seen by anybody.
            if (!everybody && calm is not null && report.OthersAnswerP99Ms > (calm.OthersAnswerP99Ms * 1.2) + 200)
                yield return $"the others waited {report.OthersAnswerP99Ms} ms at 99 %, {calm.OthersAnswerP99Ms} ms without trouble";
            if (everybody && !(report.RestsAfterSeconds <= LongestUntilRestSeconds) && trouble is not (ModelTrouble.None or ModelTrouble.ThrottledWithTime))
                yield return $"the model was not left alone within {LongestUntilRestSeconds} s";
            if (trouble is not (ModelTrouble.None or ModelTrouble.NoSuchHost) && report.UsedAgainAfterSeconds is null)
                yield return $"the model was not used again within {LongestRecoverySeconds} s";
        }

        // One question a second, until the model has answered one as it should. The connector still counts what comes late to the others.
        private async Task<double?> RecoverAsync()
        {
            _model.Trouble = ModelTrouble.None;
            var answered = _model.Answered;
            var begun = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(begun).TotalSeconds < LongestRecoverySeconds)
            {
                var ledger = new Ledger();
                using var generator = new LoadGenerator(_options with { Conversations = 1, Rate = 1, Duration = TimeSpan.FromSeconds(1) }, ledger, _connector.ServiceUrl);
                await generator.RunAsync(TimeSpan.Zero);
                if (_model.Answered > answered && !await IsRestingAsync())
                    return Math.Round(Stopwatch.GetElapsedTime(begun).TotalSeconds, 1);
            }

            return null;
        }

        private async Task<bool> IsRestingAsync()
        {
            try
            {
                using var health = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
                return health.RootElement.GetProperty("problems").EnumerateArray().Any(problem => problem.GetString()!.Contains("model fails", StringComparison.Ordinal));
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException)
            {
                return false;
            }
        }

        private static double Round(double value) => Math.Round(value, 1);

        private static int PersonOf(string conversation) => int.Parse(conversation.AsSpan(conversation.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);
    }
}
