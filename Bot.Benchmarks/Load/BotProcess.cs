using System.Diagnostics;
using System.Net.Sockets;

namespace AssistantBot.Benchmarks.Load;

/// <summary>A bot in a process of its own: started, awaited, measured, killed.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private BotProcess(Process process) => _process = process;

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory that the process holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Whether it has ended, by itself or killed.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Threads that the process has now.</summary>
    public int Threads
    {
        get
        {
            _process.Refresh();
            return _process.Threads.Count;
        }
    }

    /// <summary>Starts the product and waits until it is ready.</summary>
    /// <param name="program">Path of <c>AssistantBot.dll</c>.</param>
    /// <param name="folder">Working directory, where its data goes.</param>
    /// <param name="address">Where it shall listen.</param>
    /// <param name="settings">More arguments.</param>
    /// <param name="prefix">A command that starts the program, such as <c>taskset -c 0</c>; empty for none.</param>
    public static Task<BotProcess> StartProductAsync(string program, string folder, Uri address, IEnumerable<string> settings, params string[] prefix) =>
        StartProductAsync(program, folder, address, settings, mayEnd: false, prefix);

    /// <param name="mayEnd">True when it may end before it is ready, because it has a fail point that what it finds to do may reach.</param>
    /// <inheritdoc cref="StartProductAsync(string, string, Uri, IEnumerable{string}, string[])"/>
    public static Task<BotProcess> StartProductAsync(string program, string folder, Uri address, IEnumerable<string> settings, bool mayEnd, params string[] prefix) =>
        StartAsync([.. prefix, "dotnet", program, "--urls", address.ToString(), .. settings], folder, new Uri(address, "/readyz"), mayEnd);

    /// <summary>Starts a program and waits until an address answers with 2xx.</summary>
    public static async Task<BotProcess> StartAsync(IReadOnlyList<string> command, string folder, Uri ready, bool mayEnd = false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["NODE_ENV"] = "production";
        // As launchSettings.json and docs/performance.md have it; what is set outside goes before.
        start.Environment.TryAdd("DOTNET_GCgen0size", "0x2000000");
        start.Environment.Remove(HttpConnection.InlineSetting);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < LongestStart;)
        {
            if (process.HasExited && mayEnd)
                return new BotProcess(process);
            if (process.HasExited)
                throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(ready);
                if (answer.IsSuccessStatusCode)
                    return new BotProcess(process);
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        process.Kill(entireProcessTree: true);
        throw new TimeoutException($"{string.Join(' ', command)} was not ready within {LongestStart}.");
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static Uri FreeAddress()
    {
        using var probe = new TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)probe.LocalEndpoint).Port}");
    }

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends it a signal by name, for example <c>STOP</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended, by itself or killed.</summary>
    public Task WaitForExitAsync() => _process.WaitForExitAsync();

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
