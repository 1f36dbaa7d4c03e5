using System.Text;
using AssistantBot.Knowledge.Importing;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Loads the files of a folder: Markdown, and the other kinds of <see cref="KnowledgeFormats"/>. <c>README</c> files are for people and are skipped.</summary>
public static class KnowledgeFolder
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Loads every file of a known kind below <paramref name="path"/>, or the one file it names.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither a folder nor a file has this path.</exception>
    public static KnowledgeFolderResult Load(string path) => Combine(Read(path));

    /// <summary>Reads the files of <paramref name="path"/> one by one, without looking for clashes between them.</summary>
    /// <exception cref="DirectoryNotFoundException">Neither a folder nor a file has this path.</exception>
    public static IReadOnlyList<KnowledgeFileResult> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return [ReadFile(path, Path.GetFileName(path))];
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"There is no knowledge folder or file at '{path}'.");
        return [.. FilesIn(path).Select(file => ReadFile(file, Path.GetRelativePath(path, file)))];
    }

    /// <summary>Loads the given files as one base.</summary>
    public static KnowledgeFolderResult LoadFiles(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Combine(paths.Select(path => ReadFile(path, Path.GetFileName(path))));
    }

    /// <summary>Reads one file; what cannot be read is a problem of the result, not an exception.</summary>
    /// <param name="fullPath">Where the file is.</param>
    /// <param name="name">What to call it in problems and derived ids.</param>
    public static KnowledgeFileResult ReadFile(string fullPath, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Replace('\\', '/');
        try
        {
            if (!KnowledgeFormats.IsMarkdown(name))
            {
                return new FileInfo(fullPath).Length > KnowledgeFormats.MaxBytes
                    ? Refuse(name, 0, $"The file is larger than {KnowledgeFormats.MaxBytes:N0} bytes: cut it by theme.")
                    : KnowledgeFormats.Read(name, File.ReadAllBytes(fullPath));
            }

            var bytes = File.ReadAllBytes(fullPath);
            return bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
                ? Refuse(name, 1, "The file is UTF-16: save it as UTF-8.")
                : KnowledgeFile.Parse(name, StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException exception)
        {
            return Refuse(name, LineAt(fullPath, exception.Index), "The line holds bytes that are not UTF-8: save the file as UTF-8.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(name, 0, $"The file cannot be read: {exception.Message}");
        }
    }

    /// <summary>Joins files into one base: entries of refused files stay out, and an id used twice refuses the later file.</summary>
    public static KnowledgeFolderResult Combine(IEnumerable<KnowledgeFileResult> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<KnowledgeFileResult> read = [];
        Dictionary<(string Id, string Language), LoadedEntry> first = [];
        foreach (var file in files)
        {
            var clashes = file.Loaded
                .Where(loaded => first.ContainsKey((loaded.Entry.Id, loaded.Entry.Language)))
                .Select(loaded => (loaded, other: first[(loaded.Entry.Id, loaded.Entry.Language)]))
                .Select(pair => new KnowledgeProblem(file.File, pair.loaded.Line, KnowledgeProblemSeverity.Error,
                    $"The id '{pair.loaded.Entry.Id}' ({pair.loaded.Entry.Language}) is already used in {pair.other.File}, line {pair.other.Line}."))
                .ToList();
            var result = clashes.Count == 0 ? file : file with { Problems = [.. file.Problems.Concat(clashes).OrderBy(problem => problem.Line)] };
            read.Add(result);
            if (!result.IsValid)
                continue;
            foreach (var loaded in result.Loaded)
                first.Add((loaded.Entry.Id, loaded.Entry.Language), loaded);
        }

        return new KnowledgeFolderResult(
            KnowledgeVersion.Create(first.Values.Select(loaded => loaded.Entry)), read, [.. read.SelectMany(file => file.Problems)]);
    }

    /// <summary>The knowledge files of a folder and its subfolders, in path order.</summary>
    internal static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
            .Where(file => KnowledgeFormats.IsKnown(file) && !IsOfABuild(Path.GetRelativePath(folder, file)))
            // An office program marks an open document with a file of its own.
            .Where(file => !Path.GetFileName(file).StartsWith("README", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith("~$", StringComparison.Ordinal))
            .OrderBy(file => file, StringComparer.Ordinal);

    // On file systems that ignore case the sources of this project answer to the folder's usual name.
    private static bool IsOfABuild(string path) =>
        Path.GetFileName(path).Equals("packages.lock.json", StringComparison.OrdinalIgnoreCase)
        || path.Split('/', '\\').SkipLast(1).Any(part => part.Equals("obj", StringComparison.OrdinalIgnoreCase) || part.Equals("bin", StringComparison.OrdinalIgnoreCase));

    private static KnowledgeFileResult Refuse(string name, int line, string reason) =>
        new(name, [], [new KnowledgeProblem(name, line, KnowledgeProblemSeverity.Error, reason)]);

    private static int LineAt(string path, int index) =>
        1 + File.ReadAllBytes(path).AsSpan(0, Math.Max(0, index)).Count((byte)'\n');
}
