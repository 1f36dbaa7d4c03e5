using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>Several nodes over one database.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private readonly string _program;
    private readonly string[] _settings;
    private readonly List<string> _folders;
    private readonly List<BotProcess> _nodes = [];

    private NodeGroup(string program, string connectionString, int count, string[] settings)
    {
        _program = Path.GetFullPath(program);
        _settings = ["--Storage:Provider", "PostgreSql", "--Storage:ConnectionString", connectionString, .. settings];
        _folders = [.. Enumerable.Range(0, count).Select(_ => Directory.CreateTempSubdirectory("assistantbot-node-").FullName)];
        Addresses = _folders.ConvertAll(_ => BotProcess.FreeAddress());
    }

    /// <summary>Where each listens.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>The node at a place.</summary>
    public BotProcess this[int node] => _nodes[node];

    public static async Task<NodeGroup> StartAsync(string program, string connectionString, int count, params string[] settings)
    {
        var group = new NodeGroup(program, connectionString, count, settings);
        try
        {
            for (var node = 0; node < count; node++)
                group._nodes.Add(await group.LaunchAsync(node));
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node that has ended again, at its place.</summary>
    public async Task StartAgainAsync(int node)
    {
        await _nodes[node].DisposeAsync();
        _nodes[node] = await LaunchAsync(node);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        foreach (var folder in _folders)
            Directory.Delete(folder, recursive: true);
    }

    private Task<BotProcess> LaunchAsync(int node) => BotProcess.StartProductAsync(_program, _folders[node], Addresses[node], _settings);
}
