namespace AssistantBot.Tests.EndToEnd.Trace;

/// <summary>
/// What a disk may hold after the power is cut at some point of a trace: all that was synced, and of the rest whatever happened to be written,
/// in pieces of a sector.
/// </summary>
internal sealed class PowerCut
{
    private const int Sector = 512;
    private readonly Dictionary<string, FileState> _files = [];

    /// <summary>Plays the calls that returned before a position, and those under way at it as not synced.</summary>
    public static PowerCut At(IReadOnlyList<TracedCall> calls, int position)
    {
        var cut = new PowerCut();
        foreach (var call in calls.Where(call => call.Start < position).OrderBy(call => call.IsSync ? call.Start : call.End))
        {
            if (call.Name == "pwrite64")
                cut.FileOf(call).Pending.Add((call.Offset, call.Data));
            else if (call.Name == "ftruncate")
                cut.FileOf(call).Truncate(call.Offset);
            else if (call.IsSync && call.End < position && cut._files.TryGetValue(call.Descriptor[(call.Descriptor.IndexOf('<', StringComparison.Ordinal) + 1)..^1], out var file))
                file.Sync();
        }

        return cut;
    }

    /// <summary>Writes what the disk holds to a folder, each file under its last name.</summary>
    public void WriteTo(string folder, Random random)
    {
        foreach (var (path, file) in _files)
            File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(path)), file.Torn(random));
    }

    private FileState FileOf(TracedCall call)
    {
        var path = call.Descriptor[(call.Descriptor.IndexOf('<', StringComparison.Ordinal) + 1)..^1];
        if (!_files.TryGetValue(path, out var file))
            _files.Add(path, file = new FileState());
        return file;
    }

    private sealed class FileState
    {
        private byte[] _synced = [];

        public List<(long Offset, byte[] Data)> Pending { get; } = [];

        public void Sync()
        {
            foreach (var (offset, data) in Pending)
                _synced = Write(_synced, offset, data);
            Pending.Clear();
        }

        // The length of a file is metadata, which a journaling file system keeps in order with the syncs.
        public void Truncate(long length)
        {
            Sync();
            Array.Resize(ref _synced, (int)length);
        }

        public byte[] Torn(Random random)
        {
#pragma warning disable CA5394 // Which sectors were written needs no secrecy.
            var content = (byte[])_synced.Clone();
            foreach (var (offset, data) in Pending)
            {
                for (var i = 0; i < data.Length; i += Sector)
                {
                    if (random.Next(2) == 0)
                        content = Write(content, offset + i, data[i..Math.Min(i + Sector, data.Length)]);
                }
            }
#pragma warning restore CA5394

            return content;
        }

        private static byte[] Write(byte[] content, long offset, byte[] data)
        {
            if (content.Length < offset + data.Length)
                Array.Resize(ref content, (int)offset + data.Length);
            data.CopyTo(content, offset);
            return content;
        }
    }
}
