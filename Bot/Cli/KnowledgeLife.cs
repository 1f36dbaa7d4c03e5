using System.Globalization;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>knowledge publish|export|history|undo</c>: the stored knowledge from the command line. Carried out by the running bot, in whose hands the
/// database is, or on the database itself when none runs (<see cref="KnowledgeLifeCommand"/>).
/// </summary>
/// <param name="store">The stored knowledge.</param>
/// <param name="options">Where the knowledge folder is.</param>
public sealed class KnowledgeLife(IKnowledgeStore store, KnowledgeOptions options)
{
    private const int Done = 0;
    private const int ProblemsFound = 1;
    private const int Usage = 2;

    /// <summary>Carries out a command.</summary>
    /// <param name="args">Its verb and what follows.</param>
    /// <param name="output">Where its lines go.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args switch
        {
            ["publish", .. var rest] => PublishAsync(rest, output, cancellationToken),
            ["export", .. var rest] => ExportAsync(rest, output, cancellationToken),
            ["history", .. var rest] => HistoryAsync(rest, output, cancellationToken),
            ["undo", .. var rest] => UndoAsync(rest, output, cancellationToken),
            _ => UsageAsync(output, "knowledge publish|export|history|undo"),
        };
    }

    /// <summary><c>publish [PATH] [--force]</c>: takes in a folder; with <c>--force</c> its files win over what the desk changed.</summary>
    public async Task<int> PublishAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var paths = args.Where(argument => argument != "--force").ToList();
        if (paths.Count > 1 || paths.Exists(path => path.StartsWith("--", StringComparison.Ordinal)))
            return await UsageAsync(output, "knowledge publish [PATH] [--force]");
        if ((paths.Count == 1 ? paths[0] : options.FindFolder()) is not { } path || (!Directory.Exists(path) && !File.Exists(path)))
            return await UsageAsync(output, "knowledge publish [PATH] [--force], where PATH is a folder of knowledge");
        var loaded = KnowledgeFolder.Load(path);
        foreach (var problem in loaded.Problems)
            await output.WriteLineAsync(problem.ToString());
        if (loaded.Files.Count == 0)
            return await UsageAsync(output, $"knowledge publish [PATH] [--force]; '{path}' holds no knowledge file");
        var outcome = await store.ImportAsync(KnowledgeImportSet.Of(loaded), args.Contains("--force"), KnowledgeAuthor.CommandLine, cancellationToken);
        foreach (var row in outcome.Conflicts)
            await output.WriteLineAsync($"{row.EntryId} ({row.Language}): changed in {row.File} and at the desk; the desk's version stays. Decide at the desk, or use --force.");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{outcome.Changed} entries changed, {outcome.Conflicts.Count} conflicts."));
        return loaded.IsValid && outcome.Conflicts.Count == 0 ? Done : ProblemsFound;
    }

    /// <summary><c>export FOLDER</c>: writes what is published as Markdown; read again it is the same.</summary>
    public async Task<int> ExportAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args is not [var folder] || folder.StartsWith("--", StringComparison.Ordinal))
            return await UsageAsync(output, "knowledge export FOLDER");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            return await UsageAsync(output, $"knowledge export FOLDER; '{folder}' is not empty");
        var published = await store.LoadAsync(cancellationToken) ?? KnowledgeBase.Empty;
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in KnowledgeMarkdown.Files(published.Entries))
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellationToken);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{published.Entries.Count} entries in {folder}."));
        return Done;
    }

    /// <summary><c>history ID [--language fr|en]</c>: who changed the entry, when, and to what.</summary>
    public async Task<int> HistoryAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (!TryReadLanguage(args, out var rest, out var language) || rest is not [var id])
            return await UsageAsync(output, "knowledge history ID [--language fr|en]");
        var history = await store.ReadHistoryAsync(id, language, cancellationToken);
        foreach (var change in history)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{change.Language} {change.Version} {change.At:yyyy-MM-dd HH:mm}Z {change.Kind} {change.Author.Name}: {change.Entry?.Question ?? "-"}"));
        }

        if (history.Count > 0)
            return Done;
        await output.WriteLineAsync($"There is no entry '{id}'.");
        return ProblemsFound;
    }

    /// <summary><c>undo ID VERSION [--language fr|en]</c>: makes an earlier version the newest.</summary>
    public async Task<int> UndoAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (!TryReadLanguage(args, out var rest, out var language) || rest is not [var id, var number] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return await UsageAsync(output, "knowledge undo ID VERSION [--language fr|en]");
        var history = await store.ReadHistoryAsync(id, language, cancellationToken);
        if (history.Select(change => change.Language).Distinct().Count() > 1)
            return await UsageAsync(output, $"knowledge undo ID VERSION --language fr|en; '{id}' exists in several languages");
        if (history.FirstOrDefault(change => change.Version == version) is not { } target)
        {
            await output.WriteLineAsync($"There is no version {number} of '{id}'.");
            return ProblemsFound;
        }

        var edit = new KnowledgeEdit(
            id, target.Language, history.Max(change => change.Version), target.Entry is null ? KnowledgeChangeKind.Withdrawn : KnowledgeChangeKind.Restored, target.Entry, KnowledgeAuthor.CommandLine);
        if (await store.EditAsync(edit, cancellationToken) is not { } row)
        {
            await output.WriteLineAsync("Somebody changed the entry at the same moment; look again.");
            return ProblemsFound;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"'{id}' ({row.Language}) is as in version {version} again; that is version {row.Version}."));
        return Done;
    }

    private static bool TryReadLanguage(string[] args, out List<string> rest, out string? language)
    {
        var at = Array.IndexOf(args, "--language");
        language = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        rest = [.. args.Where((_, index) => at < 0 || (index != at && index != at + 1))];
        return at < 0 || language is "fr" or "en";
    }

    private static async Task<int> UsageAsync(TextWriter output, string usage)
    {
        await output.WriteLineAsync($"Usage: {usage}");
        return Usage;
    }
}
