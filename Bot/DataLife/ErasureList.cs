using System.Text;
using System.Text.Json;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.DataLife;

/// <summary>The erasures in a file of their own, one JSON line each, so that a restored backup learns of those after it.</summary>
internal sealed partial class ErasureList(IOptions<DataLifeOptions> options, ILogger<ErasureList> logger)
{
    private readonly string _path = Path.GetFullPath(options.Value.ErasureList);
    private readonly Lock _gate = new();

    /// <summary>Appends one, synced to disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(ErasureRecord erasure)
    {
        var line = JsonSerializer.Serialize(erasure, DataLifeJson.Default.ErasureRecord) + "\n";
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var settings = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
                settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(_path, settings);
            GoToEnd(file);
            file.Write(Encoding.UTF8.GetBytes(line));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>
    /// All of them. A last line that is cut off is passed over and said: the crash came while it was written, before its erasure began and
    /// before anybody was told that it had.
    /// </summary>
    /// <exception cref="InvalidDataException">A whole line cannot be read: what it says must not be passed over.</exception>
    public IReadOnlyList<ErasureRecord> Read()
    {
        if (!File.Exists(_path))
            return [];
        var found = new List<ErasureRecord>();
        var lines = File.ReadAllText(_path).Split('\n');
        for (var index = 0; index < lines.Length; index++)
        {
            if (string.IsNullOrWhiteSpace(lines[index]))
                continue;
            if (Parse(lines[index]) is { } erasure)
                found.Add(erasure);
            else if (index == lines.Length - 1)
                LogTorn(_path, index + 1);
            else
                throw new InvalidDataException($"{_path}, line {index + 1} is no erasure. Repair the file: what it lists must stay erased.");
        }

        return found;
    }

    private static ErasureRecord? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, DataLifeJson.Default.ErasureRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Behind a line that was cut off the next would be unreadable. One that lacks its end alone is kept.
    private static void GoToEnd(FileStream file)
    {
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var end = Array.LastIndexOf(content, (byte)'\n') + 1;
        if (end == content.Length)
            return;
        if (Parse(Encoding.UTF8.GetString(content.AsSpan(end))) is not null)
            file.WriteByte((byte)'\n');
        else
            file.SetLength(end);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last line of {Path} (line {Line}) is cut off: a crash came before the erasure it was to list began. If somebody asked for one then, ask for it again.")]
    private partial void LogTorn(string path, int line);
}
