using System.IO.Enumeration;
using System.Text;
using AssistantBot.Knowledge.Importing;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Loads the files of a folder: Markdown, and the other kinds of <see cref="KnowledgeFormats"/>. <c>README</c> files are for people and are skipped.</summary>
public static class KnowledgeFolder
{
    private const int MostLinks = 40;

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
        var root = RealPath(Path.GetFullPath(path)) ?? path;
        return [
            .. LinkedFoldersIn(path).Select(link => Refuse(NameOf(link), 0, "The folder is a link and is not followed: put the folder itself here.")),
            .. FilesIn(path).Select(file => IsWithin(root, file)
                ? ReadFile(file, NameOf(file))
                : Refuse(NameOf(file), 0, "The file is a link that leads out of the folder: put the file itself here.")),
        ];

        string NameOf(string file) => Path.GetRelativePath(path, file).Replace('\\', '/');
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
            // A link says the size of its own; what it names is what would be read.
            var file = new FileInfo(File.ResolveLinkTarget(fullPath, returnFinalTarget: true)?.FullName ?? fullPath);
            if (file.Length > KnowledgeFormats.MaxBytes)
                return Refuse(name, 0, $"The file is larger than {KnowledgeFormats.MaxBytes:N0} bytes: cut it by theme.");
            // Pipes and devices have no length, and reading them might never end.
            var bytes = file.Length == 0 ? [] : File.ReadAllBytes(fullPath);
            if (!KnowledgeFormats.IsMarkdown(name))
                return KnowledgeFormats.Read(name, bytes);
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
        Below(folder, static (ref FileSystemEntry entry) => !entry.IsDirectory)
            .Where(file => KnowledgeFormats.IsKnown(file) && !IsOfABuild(Path.GetRelativePath(folder, file)))
            // An office program marks an open document with a file of its own.
            .Where(file => !Path.GetFileName(file).StartsWith("README", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(file).StartsWith("~$", StringComparison.Ordinal))
            .OrderBy(file => file, StringComparer.Ordinal);

    // On file systems that ignore case the sources of this project answer to the folder's usual name.
    private static bool IsOfABuild(string path) =>
        Path.GetFileName(path).Equals("packages.lock.json", StringComparison.OrdinalIgnoreCase)
        || path.Split('/', '\\').SkipLast(1).Any(part => part.Equals("obj", StringComparison.OrdinalIgnoreCase) || part.Equals("bin", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> LinkedFoldersIn(string folder) =>
        Below(folder, static (ref FileSystemEntry entry) => entry.IsDirectory && IsLink(ref entry)).Order(StringComparer.Ordinal);

    private static FileSystemEnumerable<string> Below(string folder, FileSystemEnumerable<string>.FindPredicate include) =>
        new(
            folder,
            static (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System })
        {
            ShouldIncludePredicate = include,
            // A linked folder may hold itself.
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !IsLink(ref entry),
        };

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    private static bool IsWithin(string root, string file) =>
        RealPath(Path.GetFullPath(file)) is { } real
        && real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path without links; null when they lead in a circle.</summary>
    private static string? RealPath(string path, int followed = 0)
    {
        if (followed > MostLinks)
            return null;
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            try
            {
                FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
                if (entry.LinkTarget is null)
                    real = next;
                else if (RealPath(Path.GetFullPath(entry.LinkTarget, real), ++followed) is { } target)
                    real = target;
                else
                    return null;
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return real;
    }

    private static KnowledgeFileResult Refuse(string name, int line, string reason) =>
        new(name, [], [new KnowledgeProblem(name, line, KnowledgeProblemSeverity.Error, reason)]);

    private static int LineAt(string path, int index) =>
        1 + File.ReadAllBytes(path).AsSpan(0, Math.Max(0, index)).Count((byte)'\n');
}
