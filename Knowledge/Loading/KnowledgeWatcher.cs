using AssistantBot.Knowledge.Importing;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.Knowledge.Loading;

/// <summary>
/// Takes in the knowledge folder: at start before the first message is served, then whenever its files change.
/// A broken file is refused with file, line and reason; its last good version keeps serving. What the desk changed since is not overwritten.
/// </summary>
public sealed partial class KnowledgeWatcher : IHostedService, IDisposable
{
    private readonly KnowledgeOptions _options;
    private readonly KnowledgePublisher _publisher;
    private readonly KnowledgeRetriever _retriever;
    private readonly TimeProvider _time;
    private readonly ILogger<KnowledgeWatcher> _log;
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private FileSystemWatcher? _files;
    private ITimer? _quiet;

    /// <summary>Creates the watcher.</summary>
    public KnowledgeWatcher(
        IOptions<KnowledgeOptions> options, KnowledgePublisher publisher, KnowledgeRetriever retriever, TimeProvider time, ILogger<KnowledgeWatcher> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _publisher = publisher;
        _retriever = retriever;
        _time = time;
        _log = log;
    }

    /// <summary>The last load after a change of the files; completed when none has happened. For tests.</summary>
    internal Task LastReload { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = _options.FindFolder();
        if (folder is null)
        {
            await _publisher.RefreshAsync(cancellationToken);
            if (_retriever.Knowledge.Entries.Count == 0)
                LogNoFolder(_options.Path);
            return;
        }

        await ImportAsync(KnowledgeFolder.Load(folder), cancellationToken);
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
        if (loaded.Files.Count == 0)
            LogEmpty(folder);
        else
            await ImportAsync(loaded, cancellationToken);
    }

    private async Task ImportAsync(KnowledgeFolderResult loaded, CancellationToken cancellationToken)
    {
        Log(loaded.Problems);
        var outcome = await _publisher.ImportAsync(KnowledgeImportSet.Of(loaded), force: false, KnowledgeAuthor.Folder, cancellationToken);
        foreach (var row in outcome.Conflicts)
            LogConflict(row.EntryId, row.Language, row.File ?? "");
        if (outcome.Changed > 0)
            LogPublished(outcome.Changed, _retriever.Knowledge.Entries.Count, _retriever.Knowledge.Version);
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

    [LoggerMessage(1, LogLevel.Information, "Knowledge published: {Changed} entries changed, {Count} in all, version {Version}")]
    private partial void LogPublished(int changed, int count, string version);

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

    [LoggerMessage(8, LogLevel.Warning, "Knowledge entry {EntryId} ({Language}) was changed in {File} and at the desk; the desk's version serves until somebody decides at the desk, or with 'knowledge publish --force'")]
    private partial void LogConflict(string entryId, string language, string file);

    [LoggerMessage(7, LogLevel.Error, "The knowledge folder '{Folder}' holds no file any more; the last version serves")]
    private partial void LogEmpty(string folder);
}
