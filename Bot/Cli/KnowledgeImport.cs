using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>knowledge import FILE... [--to FOLDER] [--force]</c>: turns files of other kinds into Markdown that people can read, correct and keep.
/// Nothing is published by it; what lies in the knowledge folder is, when the bot reads it.
/// </summary>
/// <param name="options">Where the knowledge folder is.</param>
public sealed class KnowledgeImport(KnowledgeOptions options)
{
    /// <summary>Runs the command.</summary>
    /// <returns>0 when every file was written, 1 when one was refused, 2 when the arguments are wrong.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var force = args.Contains("--force");
        var to = Array.IndexOf(args, "--to");
        var files = args.Where((argument, index) => argument != "--force" && index != to && (to < 0 || index != to + 1)).ToList();
        if (files.Count == 0 || to == args.Length - 1 || files.Exists(file => file.StartsWith("--", StringComparison.Ordinal)))
        {
            await output.WriteLineAsync("Usage: knowledge import FILE... [--to FOLDER] [--force]");
            return 2;
        }

        if (files.Find(file => !File.Exists(file)) is { } missing)
        {
            await output.WriteLineAsync($"There is no file '{missing}'.");
            return 2;
        }

        var folder = to < 0 ? options.Path : args[to + 1];
        Directory.CreateDirectory(folder);
        var refused = 0;
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = KnowledgeFolder.ReadFile(file, Path.GetFileName(file));
            foreach (var problem in read.Problems)
                await output.WriteLineAsync(problem.ToString());
            if (!read.IsValid || !await WriteAsync(read, file, folder, force, output, cancellationToken))
                refused++;
        }

        return refused == 0 ? 0 : 1;
    }

    private static async Task<bool> WriteAsync(
        KnowledgeFileResult read, string file, string folder, bool force, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in KnowledgeMarkdown.Files(read.Entries))
        {
            var target = Path.Combine(folder, name);
            if (File.Exists(target) && (!force || Path.GetFullPath(target) == Path.GetFullPath(file)))
            {
                await output.WriteLineAsync($"{target} is there already: move it, or write over it with --force.");
                return false;
            }

            await File.WriteAllTextAsync(target, text, cancellationToken);
            await output.WriteLineAsync($"{target}: {read.Entries.Count(entry => name.EndsWith($".{entry.Language}.md", StringComparison.Ordinal))} entries. Read them, correct them, then remove '{file}' from the knowledge folder if it is there.");
        }

        return true;
    }
}
