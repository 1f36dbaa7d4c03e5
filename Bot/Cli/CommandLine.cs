using AssistantBot.Bot.Hosting;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// The commands of the executable. A command is one or two words; anything else starts the server.
/// Exit codes: 0 done, 1 problems found, 2 wrong usage.
/// </summary>
internal static class CommandLine
{
    private delegate Task<int> Command(string[] args, IConfiguration configuration, TextWriter output, CancellationToken cancellationToken);

    private static readonly Dictionary<string, Command> Commands = new(StringComparer.Ordinal)
    {
        ["data backup"] = (args, configuration, output, _) => new DataBackup(configuration).BackUpAsync(args, output),
        ["data erase"] = (args, configuration, output, stop) => new DataCommands(configuration).EraseAsync(args, output, stop),
        ["data export"] = (args, configuration, output, stop) => new DataCommands(configuration).ExportAsync(args, output, stop),
        ["data hold"] = (args, configuration, output, _) => new DataBackup(configuration).HoldAsync(args, output),
        ["data resume"] = (args, configuration, output, _) => new DataBackup(configuration).ResumeAsync(args, output),
        ["data retention"] = (args, configuration, output, stop) => new DataCommands(configuration).SweepAsync(args, output, stop),
        ["doctor model"] = (args, configuration, output, stop) => new DoctorModel(configuration).RunAsync(args, output, stop),
        ["evaluate answers"] = (args, _, output, stop) => new EvaluateAnswers().RunAsync(args, output, stop),
        ["evaluate dialogues"] = (args, configuration, output, stop) => new EvaluateDialogues(Service<ITriage>(configuration)).RunAsync(args, output, stop),
        ["evaluate triage"] = (args, configuration, output, stop) => new EvaluateTriage(Service<ITriage>(configuration)).RunAsync(args, output, stop),
        ["knowledge check"] = (args, _, output, stop) => new KnowledgeCheck().RunAsync(args, output, stop),
        ["knowledge import"] = (args, configuration, output, stop) =>
            new KnowledgeImport(OptionsOf(configuration)).RunAsync(args, output, stop),
        ["knowledge export"] = (args, configuration, output, stop) => new KnowledgeLifeCommand(configuration).RunAsync(["export", .. args], output, stop),
        ["knowledge history"] = (args, configuration, output, stop) => new KnowledgeLifeCommand(configuration).RunAsync(["history", .. args], output, stop),
        ["knowledge publish"] = (args, configuration, output, stop) => new KnowledgeLifeCommand(configuration).RunAsync(["publish", .. args], output, stop),
        ["knowledge undo"] = (args, configuration, output, stop) => new KnowledgeLifeCommand(configuration).RunAsync(["undo", .. args], output, stop),
        ["manifest package"] = (args, configuration, output, stop) => new ManifestPackage(configuration).RunAsync(args, output, stop),
        ["triage explain"] = (args, configuration, output, stop) => new TriageExplain(Service<ITriageExplainer>(configuration)).RunAsync(["explain", .. args], output, stop),
        ["triage try"] = (args, configuration, output, stop) => new TriageExplain(Service<ITriageExplainer>(configuration)).RunAsync(["try", .. args], output, stop),
    };

    /// <summary>True when the arguments name a command rather than start the server.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && !first.StartsWith('-') && !first.Contains('=', StringComparison.Ordinal);

    /// <summary>Runs the command that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is [var noun, var verb, .. var rest] && Commands.TryGetValue($"{noun} {verb}", out var command))
            return await command(rest, configuration, output, cancellationToken);

        await output.WriteLineAsync($"unknown command; there are: {string.Join(", ", Commands.Keys.Order())}. Without a command the server starts.");
        return 2;
    }

    private static KnowledgeOptions OptionsOf(IConfiguration configuration) =>
        configuration.GetSection(KnowledgeOptions.Section).Get<KnowledgeOptions>() ?? new KnowledgeOptions();

    private static T Service<T>(IConfiguration configuration) where T : notnull =>
        new ServiceCollection().AddTriage(configuration).BuildServiceProvider().GetRequiredService<T>();
}
