using AssistantBot.Knowledge.Importing;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.Knowledge.Loading;

/// <summary>
/// Publishes the knowledge folder: at start before the first message is served, then whenever its files change.
/// A broken file is refused with file, line and reason; its last good version keeps serving.
/// </summary>
public sealed partial class KnowledgeWatcher : IHostedService, IDisposable
{
    private readonly KnowledgeOptions _options;
    private readonly IKnowledgeStore _store;
    private readonly KnowledgeRetriever _retriever;
    private readonly TimeProvider _time;
    private readonly ILogger<KnowledgeWatcher> _log;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, KnowledgeFileResult> _lastGood = new(StringComparer.Ordinal);
    private FileSystemWatcher? _files;
    private ITimer? _quiet;

    /// <summary>Creates the watcher.</summary>
    public KnowledgeWatcher(
        IOptions<KnowledgeOptions> options, IKnowledgeStore store, KnowledgeRetriever retriever, TimeProvider time, ILogger<KnowledgeWatcher> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _store = store;
        _retriever = retriever;
        _time = time;
        _log = log;
    }

    /// <summary>The last load after a change of the files; completed when none has happened. For tests.</summary>
    internal Task LastReload { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var published = await _store.LoadAsync(cancellationToken);
        var folder = _options.FindFolder();
        if (folder is null)
        {
            if (published is null)
                LogNoFolder(_options.Path);
            _retriever.Publish(published ?? KnowledgeBase.Empty);
            return;
        }

        var loaded = KnowledgeFolder.Load(folder);
        Remember(loaded);
        Log(loaded.Problems);
        // A file broken at start: what was published last is the last good version.
        var next = loaded.IsValid || published is null ? loaded.Base : published;
        await PublishAsync(next, published?.Version, cancellationToken);
        if (_options.Watch)
            Watch(folder);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _files?.Dispose();
        await _stopping.CancelAsync();
        if (_quiet is not null)
            await _quiet.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files?.Dispose();
        _quiet?.Dispose();
        _loading.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Notes that a file changed: the folder is read again once it has been quiet.</summary>
    internal void NoteChange() => _quiet?.Change(_options.QuietTime, Timeout.InfiniteTimeSpan);

    /// <summary>Prepares hot reload of <paramref name="folder"/>.</summary>
    private void Watch(string folder)
    {
        _quiet = _time.CreateTimer(_ => LastReload = ReloadAsync(folder), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            _files = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
            _files.Changed += (_, change) => NoteChange(change.FullPath);
            _files.Created += (_, change) => NoteChange(change.FullPath);
            _files.Deleted += (_, change) => NoteChange(change.FullPath);
            _files.Renamed += (_, change) => NoteChange(change.FullPath);
            _files.Error += (_, _) => NoteChange();
            _files.EnableRaisingEvents = true;
        }
        catch (IOException exception)
        {
            // The system has no watch left to give: the files still serve, a restart reads changes.
            LogNoWatch(folder, exception.Message);
        }
    }

    private void NoteChange(string path)
    {
        // A folder that moves in or out has no extension.
        if (Path.GetExtension(path).Length == 0 || KnowledgeFormats.IsKnown(path))
            NoteChange();
    }

    private async Task ReloadAsync(string folder)
    {
        try
        {
            await _loading.WaitAsync(_stopping.Token);
            try
            {
                await LoadChangesAsync(folder, _stopping.Token);
            }
            finally
            {
                _loading.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
        catch (ObjectDisposedException)
        {
            // The program has stopped.
        }
        // Whatever the store throws must not end hot reload; the version that serves is untouched.
        catch (Exception exception)
        {
            LogReloadFailed(exception);
        }
    }

    private async Task LoadChangesAsync(string folder, CancellationToken cancellationToken)
    {
        var loaded = Directory.Exists(folder) ? KnowledgeFolder.Load(folder) : KnowledgeFolder.Combine([]);
        Log(loaded.Problems);
        if (loaded.Files.Count == 0)
        {
            LogEmpty(folder);
            return;
        }

        var serving = loaded.Files.Select(file => file.IsValid ? file : _lastGood.GetValueOrDefault(file.File)).OfType<KnowledgeFileResult>().ToList();
        Remember(loaded);
        await PublishAsync(KnowledgeFolder.Combine(serving).Base, _retriever.Knowledge.Version, cancellationToken);
    }

    private void Remember(KnowledgeFolderResult loaded)
    {
        foreach (var file in loaded.Files.Where(file => file.IsValid))
            _lastGood[file.File] = file;
    }

    private async Task PublishAsync(KnowledgeBase knowledge, string? publishedVersion, CancellationToken cancellationToken)
    {
        if (knowledge.Version != publishedVersion)
        {
            await _store.PublishAsync(knowledge, cancellationToken);
            LogPublished(knowledge.Entries.Count, knowledge.Version);
        }

        _retriever.Publish(knowledge);
    }

    private void Log(IEnumerable<KnowledgeProblem> problems)
    {
        foreach (var problem in problems)
        {
            if (problem.Severity == KnowledgeProblemSeverity.Error)
                LogRefused(problem.File, problem.Line, problem.Reason);
            else
                LogWarning(problem.File, problem.Line, problem.Reason);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Knowledge published: {Count} entries, version {Version}")]
    private partial void LogPublished(int count, string version);

    [LoggerMessage(2, LogLevel.Error, "Knowledge file refused, its last good version serves: {File}({Line}): {Reason}")]
    private partial void LogRefused(string file, int line, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Knowledge file: {File}({Line}): {Reason}")]
    private partial void LogWarning(string file, int line, string reason);

    [LoggerMessage(4, LogLevel.Warning, "There are no knowledge files at '{Path}' (Knowledge:Path): no question can be answered")]
    private partial void LogNoFolder(string path);

    [LoggerMessage(5, LogLevel.Warning, "Changes of '{Folder}' cannot be watched: {Reason}")]
    private partial void LogNoWatch(string folder, string reason);

    [LoggerMessage(6, LogLevel.Error, "Reloading knowledge failed; the version before it serves")]
    private partial void LogReloadFailed(Exception exception);

    [LoggerMessage(7, LogLevel.Error, "The knowledge folder '{Folder}' holds no file any more; the last version serves")]
    private partial void LogEmpty(string folder);
}
