namespace AssistantBot.Benchmarks.Outages;

/// <summary>What a run had to keep, and what of it it did not.</summary>
internal sealed class Limits
{
    private readonly List<string> _broken = [];

    /// <summary>In words, each limit that was not kept.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>0 when all were kept.</summary>
    public int ExitCode => _broken.Count == 0 ? 0 : 1;

    /// <summary>Notes a limit.</summary>
    public Limits Keep(bool kept, string limit)
    {
        if (!kept)
            _broken.Add(limit);
        return this;
    }
}
