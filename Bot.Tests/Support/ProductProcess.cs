using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace AssistantBot.Tests.Support;

/// <summary>
/// The product as an operator runs it: a process of its own on a loopback port, with a data folder that outlives it, so that it can be
/// killed and started again on the same data.
/// </summary>
internal sealed partial class ProductProcess : IAsyncDisposable
{
    private readonly int _port = LoopbackPort.Free();
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private readonly Lock _gate = new();
    private Process? _process;

    private readonly string[] _wrapper;

    private ProductProcess(IReadOnlyDictionary<string, string> settings, string[] wrapper)
    {
        _settings = settings;
        _wrapper = [.. wrapper.Select(argument => argument.Replace("{folder}", Folder.FullName, StringComparison.Ordinal))];
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri BaseAddress => new($"http://127.0.0.1:{_port}/");

    /// <summary>Working directory: the database and everything else it writes.</summary>
    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("assistantbot-");

    /// <summary>The one-time entry link of the desk that the last start printed; the base address when it serves the web only.</summary>
    public Uri DeskLink { get; private set; } = null!;

    private bool ServesWebOnly => _settings.GetValueOrDefault("Channels__BotService") == "false";

    /// <summary>All that it printed, over all starts.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
                return _output.ToString();
        }
    }

    /// <summary>Starts the product and waits until it is ready.</summary>
    /// <param name="settings">Configuration over the tests' own, as <c>Section__Key</c>.</param>
    /// <param name="wrapper">A program and its arguments that run the product, for example a tracer; <c>{folder}</c> is the working directory.</param>
    public static async Task<ProductProcess> StartAsync(IReadOnlyDictionary<string, string>? settings = null, params string[] wrapper)
    {
        var product = new ProductProcess(settings ?? new Dictionary<string, string>(), wrapper);
        await product.StartAgainAsync();
        return product;
    }

    /// <summary>Starts it again on the same port and data.</summary>
    public async Task StartAgainAsync()
    {
        string[] command = [.. _wrapper, "dotnet", ProgramPath(), "--urls", BaseAddress.GetLeftPart(UriPartial.Authority)];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Knowledge__Path"] = Path.Combine(RepositoryRoot.Path, "knowledge");
        // How fast the disk is says nothing here: a slow write is no refusal.
        start.Environment["Turns__AcceptTimeout"] = "00:01:00";
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;

        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The product ended before it was ready:\n" + Output));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        try
        {
            DeskLink = await ready.Task.WaitAsync(Patience.Generous);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException("The product was not ready in time:\n" + Output);
        }

        using var http = new HttpClient();
        (await http.GetAsync(new Uri(BaseAddress, "readyz"))).EnsureSuccessStatusCode();
    }

    /// <summary>Ends it as a power cut would: no handler runs.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Folder.Delete(recursive: true);
    }

    /// <summary>The program. The copy beside the tests lacks the pages; the product's own output folder is what an operator runs.</summary>
    public static string ProgramPath()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(RepositoryRoot.Path, "Bot", "bin", framework.Parent!.Name, framework.Name, "AssistantBot.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException("Build the product first.", path);
    }

    private void Heard(string? line, TaskCompletionSource<Uri> ready)
    {
        if (line is null)
            return;
        lock (_gate)
            _output.AppendLine(line);
        if (DeskLinkPattern().Match(line) is { Success: true } link)
            ready.TrySetResult(new Uri(link.Value));
        else if (ServesWebOnly && line.Contains("AssistantBot is ready on", StringComparison.Ordinal))
            ready.TrySetResult(BaseAddress);
    }

    [GeneratedRegex(@"http://\S+/desk\?key=\w+")]
    private static partial Regex DeskLinkPattern();
}
