using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.FirstWords;

/// <summary>
/// <c>first-token</c>: how long after the model's first token a person sees the first word, on the web and in a Teams chat, over the real wires.
/// </summary>
internal static class FirstWordsCommand
{
    /// <summary>What the model answers, in the words of the sample knowledge base.</summary>
    public const string Sentence = "Les jours se choisissent avec votre responsable et se saisissent dans Tempo.";

    private const string Question = "Combien de jours de télétravail sont possibles ?";
    private const double AskedForMs = 100;
    private static readonly string[] Budgets = ["CallsPerPerson", "TokensPerPerson", "CallsPerSite", "TokensPerSite", "CallsPerDay", "TokensPerDay"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args)
    {
        _ = LoadOptions.Parse(args, out var given);
        int Number(string name, int otherwise) => given.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
        var answers = Number("--answers", 100);
        var perToken = TimeSpan.FromMilliseconds(Number("--token-ms", 20));
        var address = BotProcess.FreeAddress();
        var folder = Directory.CreateTempSubdirectory("assistantbot-first-").FullName;
        await using var model = await TokenModel.StartAsync(perToken);
        await using var teams = await TeamsStandIn.StartAsync();
        try
        {
            await using var bot = await BotProcess.StartProductAsync(
                Path.GetFullPath(given["--program"]), folder, address,
                [
                    "--DirectLine:Secret", WebChatStandIn.Secret, "--Model:Provider", "OpenAICompatible", "--Model:Endpoint", model.Endpoint,
                    "--Model:Name", "stand-in", "--Model:ApiKey", "none", .. Budgets.SelectMany(name => new[] { $"--Model:Budget:{name}", "1000000000000" }),
                ]);
            using var http = new HttpClient { BaseAddress = address };
            List<Delay> web = [], chats = [];
            // The first answers compile the code and open the connections.
            const int Warm = 10;
            for (var i = 0; i < answers + Warm; i++)
            {
                var onWeb = await OnTheWebAsync(address, model);
                var inTeams = await InTeamsAsync(http, teams, model, $"a:first-{i.ToString(CultureInfo.InvariantCulture)}");
                if (i < Warm)
                    continue;
                web.Add(onWeb);
                chats.Add(inTeams);
            }

            var token = (Web: Percentiles(web, delay => delay.SinceToken), Teams: Percentiles(chats, delay => delay.SinceToken));
            var word = (Web: Percentiles(web, delay => delay.SinceWord), Teams: Percentiles(chats, delay => delay.SinceWord));
            Console.WriteLine(LoadReport.Write(new
            {
                Answers = answers,
                TokenMs = perToken.TotalMilliseconds,
                WebSinceFirstTokenP50Ms = token.Web.P50,
                WebSinceFirstTokenP99Ms = token.Web.P99,
                WebSinceFirstWordP50Ms = word.Web.P50,
                WebSinceFirstWordP99Ms = word.Web.P99,
                TeamsSinceFirstTokenP50Ms = token.Teams.P50,
                TeamsSinceFirstTokenP99Ms = token.Teams.P99,
                TeamsSinceFirstWordP50Ms = word.Teams.P50,
                TeamsSinceFirstWordP99Ms = word.Teams.P99,
                AskedForMs,
            }));
            return token.Web.P50 <= AskedForMs && token.Teams.P50 <= AskedForMs ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Delay> OnTheWebAsync(Uri address, TokenModel model)
    {
        using var chat = await WebChatStandIn.OpenAsync(address, member: true);
        await chat.JoinAsync();
        await NextAsync(chat.Texts, "message");
        await chat.SayAsync(Question);
        return await AnsweredAsync(chat.Texts, model);
    }

    private static async Task<Delay> InTeamsAsync(HttpClient bot, TeamsStandIn teams, TokenModel model, string conversation)
    {
        await teams.SayAsync(bot, conversation, "Bonjour");
        await NextAsync(teams.Texts, "message");
        await teams.SayAsync(bot, conversation, Question);
        return await AnsweredAsync(teams.Texts, model);
    }

    /// <summary>Waits for the first words and then for the whole, so that nothing of an answer runs beside the next.</summary>
    private static async Task<Delay> AnsweredAsync(ChannelReader<Seen> texts, TokenModel model)
    {
        var first = await NextAsync(texts, "typing");
        var (token, word) = (model.FirstTokenAt, model.FirstWordAt);
        var whole = await NextAsync(texts, "message");
        if (!whole.Text.StartsWith(first.Text, StringComparison.Ordinal) || !Sentence.StartsWith(first.Text, StringComparison.Ordinal))
            throw new InvalidOperationException($"\"{first.Text}\" became \"{whole.Text}\".");
        return new Delay(Stopwatch.GetElapsedTime(token, first.At), Stopwatch.GetElapsedTime(word, first.At));
    }

    private static async Task<Seen> NextAsync(ChannelReader<Seen> texts, string type)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var seen = await texts.ReadAsync(deadline.Token);
            if (seen.Type == type)
                return seen;
            if (seen.Type == "message")
                throw new InvalidOperationException($"Not streamed: \"{seen.Text}\".");
        }
    }

    private static (double P50, double P99) Percentiles(List<Delay> delays, Func<Delay, TimeSpan> of)
    {
        var sorted = delays.Select(delay => of(delay).TotalMilliseconds).Order().ToList();
        return (Math.Round(sorted[sorted.Count / 2], 1), Math.Round(sorted[(int)(sorted.Count * 0.99)], 1));
    }

    private sealed record Delay(TimeSpan SinceToken, TimeSpan SinceWord);
}
