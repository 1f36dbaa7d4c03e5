namespace AssistantBot.BotFramework.DirectLine;

/// <summary>What one reader of a feed has been shown: needed to keep an edited message in its place and to leave out references to the unseen.</summary>
internal sealed class FeedMemory(string? language, string address)
{
    private const int Capacity = 4000;

    private readonly Dictionary<string, DateTimeOffset?> _shown = new(StringComparer.Ordinal);

    /// <summary>Language of the conversation, as far as known.</summary>
    public string? Language { get; set; } = language;

    /// <summary>Address of the server as the reader reaches it, before a path.</summary>
    public string Address => address;

    public bool TryGet(string id, out DateTimeOffset? timestamp) => _shown.TryGetValue(id, out timestamp);

    public void Add(string id, DateTimeOffset? timestamp)
    {
        if (_shown.Count >= Capacity)
            _shown.Clear();
        _shown.TryAdd(id, timestamp);
    }
}
