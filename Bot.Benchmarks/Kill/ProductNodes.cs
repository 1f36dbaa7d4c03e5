using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>The product on one or several nodes over one database: killed, stopped and woken, started again on the same data.</summary>
internal sealed class ProductNodes : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private readonly string _program;
    private readonly string[] _settings;
    private readonly List<string> _folders;
    private readonly List<Uri> _addresses;
    private readonly BotProcess?[] _running;

    private ProductNodes(KillOptions options, IEnumerable<string> settings)
    {
        _program = options.Program;
        _folders = [.. Enumerable.Range(0, options.Nodes).Select(_ => Directory.CreateTempSubdirectory("assistantbot-kill-").FullName)];
        _addresses = [.. Enumerable.Range(0, options.Nodes).Select(_ => BotProcess.FreeAddress())];
        _running = new BotProcess?[options.Nodes];
        ConnectionString = options.PostgreSql ?? $"Data Source={Path.Combine(_folders[0], "bot.db")}";
        _settings = ["--Storage:Provider", options.PostgreSql is null ? "Sqlite" : "PostgreSql", "--Storage:ConnectionString", ConnectionString, .. settings];
    }

    /// <summary>Where each listens, also when it is down.</summary>
    public IReadOnlyList<Uri> Addresses => _addresses;

    /// <summary>The database they share.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts all.</summary>
    /// <param name="options">How many, of which program, over which database.</param>
    /// <param name="settings">Configuration of all.</param>
    /// <param name="first">The fail point of the first.</param>
    public static async Task<ProductNodes> StartAsync(KillOptions options, IEnumerable<string> settings, string[] first)
    {
        var nodes = new ProductNodes(options, settings);
        await Task.WhenAll(Enumerable.Range(0, options.Nodes).Select(node => nodes.StartAsync(node, node == 0 ? first : [])));
        return nodes;
    }

    /// <summary>Kills a node, as <c>kill -9</c> does.</summary>
    public async Task KillAsync(int node)
    {
        _running[node]!.Kill();
        await EndedAsync(node);
    }

    /// <summary>Waits until a node has ended by itself.</summary>
    public async Task EndedAsync(int node)
    {
        await _running[node]!.WaitForExitAsync().WaitAsync(LongestWait);
        await _running[node]!.DisposeAsync();
        _running[node] = null;
    }

    /// <summary>Sends a node a signal by name.</summary>
    public void Signal(int node, string name) => _running[node]!.Signal(name);

    /// <summary>Starts a node that is down, on its old address and data.</summary>
    /// <param name="node">Which.</param>
    /// <param name="failPoint">Where it shall end by itself, as configuration; empty for nowhere.</param>
    public async Task StartAsync(int node, params string[] failPoint) =>
        _running[node] = await BotProcess.StartProductAsync(_program, _folders[node], _addresses[node], [.. _settings, .. failPoint], mayEnd: failPoint.Length > 0);

    /// <summary>Kills all that run; the data stays.</summary>
    public async Task KillAllAsync()
    {
        foreach (var running in _running.OfType<BotProcess>())
            await running.DisposeAsync();
        Array.Clear(_running);
    }

    /// <summary>Kills all that run and deletes what they wrote into folders.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAllAsync();
        foreach (var folder in _folders)
            Directory.Delete(folder, recursive: true);
    }
}
