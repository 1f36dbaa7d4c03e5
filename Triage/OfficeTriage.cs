using AssistantBot.Triage.Classifier;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.Triage;

/// <summary>
/// Triage that learns while it runs: it is trained anew when the office's examples change, by an approval at the desk or in the folder itself.
/// A broken file is logged and the last good training serves on.
/// </summary>
internal sealed partial class OfficeTriage : ITriage, ITriageExplainer, IOfficeExamples, IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private readonly TriageOptions _options;
    private readonly ILogger<OfficeTriage> _logger;
    private readonly FileSystemWatcher? _watcher;
    private readonly ITimer? _settled;
    private readonly Lock _writing = new();
    private volatile TriageEngine _engine;

    public OfficeTriage(IOptions<TriageOptions> options, ILogger<OfficeTriage> logger, TimeProvider? time = null)
    {
        _options = options.Value;
        _logger = logger;
        _engine = TriageEngine.Create(_options);
        if (!IsAvailable)
            return;
        _settled = (time ?? TimeProvider.System).CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watcher = new FileSystemWatcher(_options.ExamplesPath, "*.txt");
        _watcher.Changed += OnChanged;
        _watcher.Created += OnChanged;
        _watcher.Deleted += OnChanged;
        _watcher.Renamed += OnChanged;
        _watcher.EnableRaisingEvents = true;
    }

    /// <inheritdoc/>
    public bool IsAvailable => _options.ExamplesPath.Length > 0;

    /// <inheritdoc/>
    public TriageDecision Assess(TriageInput input) => _engine.Triage.Assess(input);

    /// <inheritdoc/>
    public TriageExplanation Explain(string text) => _engine.Explainer.Explain(text);

    /// <inheritdoc/>
    public TriageTrial Try(string path) => _engine.Explainer.Try(path);

    /// <inheritdoc/>
    public Task<TriageTrial> TryAsync(string language, string label, string text)
    {
        var example = Section(language, label, text);
        return Task.Run(() =>
        {
            var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.{language}.txt");
            File.WriteAllText(path, example);
            try
            {
                return Try(path);
            }
            finally
            {
                File.Delete(path);
            }
        });
    }

    /// <inheritdoc/>
    public Task<TriageDecision> AddAsync(string language, string label, string text)
    {
        if (!IsAvailable)
            throw new InvalidOperationException("Triage:ExamplesPath names no folder.");
        var example = Section(language, label, text);
        return Task.Run(() =>
        {
            lock (_writing)
            {
                // A file that somebody edits by hand may be broken: then nothing is added, not even to a file that is not.
                TriageData.LoadExamples(_options.ExamplesPath);
                var path = Path.Combine(_options.ExamplesPath, $"approved.{language}.txt");
                if (!File.Exists(path) || !File.ReadLines(path).Contains(text.Trim(), StringComparer.Ordinal))
                    File.AppendAllText(path, EndsWithinALine(path) ? "\n" + example : example);
                _engine = TriageEngine.Create(_options);
            }

            return Assess(new TriageInput(text, language));
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        _settled?.Dispose();
    }

    // An editor may have left the last line open; what is added must not become part of it.
    private static bool EndsWithinALine(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static string Section(string language, string label, string text)
    {
        var section = $"[{label}]\n{text.Trim()}\n";
        if (ExampleFile.Parse($"approved.{language}.txt", section) is not [_])
            throw new TriageDataException($"approved.{language}.txt", 2, "one line of text is expected");
        return section;
    }

    // An editor writes a file in several steps; they are read once, when it has come to rest.
    private void OnChanged(object sender, FileSystemEventArgs change) => _settled?.Change(Settling, Timeout.InfiniteTimeSpan);

    private void Reload()
    {
        try
        {
            lock (_writing)
                _engine = TriageEngine.Create(_options);
            LogReloaded(_options.ExamplesPath);
        }
        catch (Exception refused) when (refused is TriageDataException or IOException or UnauthorizedAccessException)
        {
            LogRefused(refused.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Examples in {Folder} were read again.")]
    private partial void LogReloaded(string folder);

    [LoggerMessage(Level = LogLevel.Error, Message = "The office's examples cannot be used and the last good ones serve on: {Reason}")]
    private partial void LogRefused(string reason);
}
