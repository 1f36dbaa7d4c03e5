using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Trouble;

/// <summary>
/// <c>isolation</c>: many people write at once, each with a secret of their own, some messages twice; every tenth person's calls fail, and the
/// product is killed once. Every prompt must hold one secret, and nothing of an audience that the reader is not of.
/// </summary>
internal static partial class IsolationCommand
{
    private const string Guide = """
        # Guide
        ## Salariés
        ### Quels sont les horaires du jardin ?
        Le jardin ouvre à 8 heures, repère zsalariesz.
        ## Clients
        ### Quels sont les horaires du jardin pour les clients ?
        Le jardin ouvre à 9 heures, repère zclientsz.
        ## Tous
        ### Où se trouve le jardin ?
        Le jardin se trouve au niveau 2, repère ztousz.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given, new LoadOptions
        {
            Bot = BotProcess.FreeAddress(),
            Rate = 100,
            Conversations = 1000,
            Duration = TimeSpan.FromSeconds(40),
            Redeliver = 5,
            Text = "Quels sont les horaires du jardin ? Mon code est canari{person}z ({person})",
            // The welcome is a message of its own.
            Greeting = "Bonjour",
        });
        var program = Path.GetFullPath(given["--program"]);
        var folder = Directory.CreateTempSubdirectory("assistantbot-isolation-").FullName;
        var prompts = new ConcurrentQueue<string>();
        await using var model = await TroubledModel.StartAsync(prompts);
        model.Trouble = ModelTrouble.ServerError;
        var ledger = new Ledger();
        await using var connector = LoopbackConnector.Start(ledger);
        using var generator = new LoadGenerator(options, ledger, connector.ServiceUrl);
        try
        {
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "knowledge")).FullName, "guide.fr.md"), Guide);
            string[] settings =
            [
                "--Model:Provider", "OpenAICompatible", "--Model:Endpoint", model.Endpoint, "--Model:Name", "stand-in", "--Model:ApiKey", "none",
                "--Model:MaxConcurrentCalls", "200", "--Knowledge:Path", Path.Combine(folder, "knowledge"), .. ModelBudgets.Unlimited,
            ];
            var bot = await BotProcess.StartProductAsync(program, folder, options.Bot, settings);
            try
            {
                var load = generator.RunAsync(TimeSpan.FromMinutes(2));
                await Task.Delay(options.Duration / 2);
                bot.Kill();
                await bot.DisposeAsync();
                bot = await BotProcess.StartProductAsync(program, folder, options.Bot, settings);
                await load;
            }
            finally
            {
                await bot.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var secrets = prompts.Select(prompt => Secret().Matches(prompt).Select(match => match.Value).Distinct().ToList()).ToList();
        var report = LoadReport.Of(options, ledger, generator.Refused, kills: 1);
        var (foreign, audience) = (secrets.Count(found => found.Count != 1), prompts.Count(prompt => prompt.Contains("zclientsz", StringComparison.Ordinal)));
        Console.WriteLine(LoadReport.Write(new
        {
            report.Conversations, report.Acknowledged, report.Lost, report.Duplicates, report.Inversions, Prompts = prompts.Count,
            People = secrets.SelectMany(found => found).Distinct().Count(), WithPassages = prompts.Count(prompt => prompt.Contains("zsalariesz", StringComparison.Ordinal)),
            PromptsWithoutOneSecret = foreign, PromptsOfAnotherAudience = audience,
        }));
        return foreign == 0 && audience == 0 && report.Lost == 0 && prompts.Count >= options.Conversations ? 0 : 1;
    }

    [GeneratedRegex(@"canari\d+z")]
    private static partial Regex Secret();
}
