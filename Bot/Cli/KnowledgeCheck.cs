using System.Globalization;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>knowledge check PATH...</c>: lists what an author should look at in files or folders of knowledge: what cannot be read, duplicates,
/// overdue reviews, missing translations and broken links. Nothing is fetched from the network.
/// </summary>
/// <param name="time">Decides what is overdue; the system's clock when null.</param>
public sealed class KnowledgeCheck(TimeProvider? time = null)
{
    private const int NothingFound = 0;
    private const int ProblemsFound = 1;
    private const int Usage = 2;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs the command.</summary>
    /// <param name="args">Files and folders; several are checked as one base.</param>
    /// <param name="output">Where one line a problem and the summary go.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>0 when nothing was found, 1 when problems were listed, 2 when the arguments are wrong or a path does not exist.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args.Length == 0)
        {
            await output.WriteLineAsync("Usage: knowledge check PATH [PATH...]");
            return Usage;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        List<KnowledgeFileResult> files = [];
        foreach (var path in args)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                await output.WriteLineAsync($"There is no file or folder '{path}'.");
                return Usage;
            }

            foreach (var file in KnowledgeFolder.Read(path))
            {
                // Names are relative to their path; the list shows them as the author can open them.
                var name = File.Exists(path) ? path : Path.Combine(path, file.File).Replace('\\', '/');
                if (names.Add(name))
                    files.Add(Rename(file, name));
            }
        }

        var loaded = KnowledgeFolder.Combine(files);
        var today = DateOnly.FromDateTime(_time.GetLocalNow().DateTime);
        List<KnowledgeProblem> problems = [.. loaded.Problems.Concat(KnowledgeReview.Find(loaded.Files, today)).Distinct()
            .OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];
        if (loaded.Files.Count == 0)
            problems.Add(new KnowledgeProblem(args[0], 0, KnowledgeProblemSeverity.Error, "There is no knowledge file here."));
        foreach (var problem in problems)
            await output.WriteLineAsync(problem.ToString());
        await output.WriteLineAsync(Summary(loaded, problems.Count));
        return problems.Count == 0 ? NothingFound : ProblemsFound;
    }

    private static KnowledgeFileResult Rename(KnowledgeFileResult file, string name) => new(
        name,
        [.. file.Loaded.Select(loaded => loaded with { File = name })],
        [.. file.Problems.Select(problem => problem with { File = name })]);

    private static string Summary(KnowledgeFolderResult loaded, int problems)
    {
        var languages = loaded.Base.Entries.GroupBy(entry => entry.Language).OrderByDescending(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} {group.Key}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{loaded.Base.Entries.Count} entries ({string.Join(", ", languages)}) in {loaded.Files.Count} files, {problems} problems.");
    }
}
