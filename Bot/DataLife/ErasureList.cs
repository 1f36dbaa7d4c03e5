using System.Text.Json;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.DataLife;

/// <summary>The erasures in a file of their own, one JSON line each, so that a restored backup learns of those after it.</summary>
internal sealed class ErasureList(IOptions<DataLifeOptions> options)
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
            var settings = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read };
            if (!OperatingSystem.IsWindows())
                settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(_path, settings);
            file.Write(System.Text.Encoding.UTF8.GetBytes(line));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>All of them.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read: what it says must not be passed over.</exception>
    public IReadOnlyList<ErasureRecord> Read()
    {
        if (!File.Exists(_path))
            return [];
        var found = new List<ErasureRecord>();
        foreach (var (line, number) in File.ReadLines(_path).Select((line, i) => (line, i + 1)).Where(each => each.line.Length > 0))
        {
            try
            {
                found.Add(JsonSerializer.Deserialize(line, DataLifeJson.Default.ErasureRecord)!);
            }
            catch (JsonException failure)
            {
                throw new InvalidDataException($"{_path}, line {number} is no erasure. Repair the file: what it lists must stay erased.", failure);
            }
        }

        return found;
    }
}
