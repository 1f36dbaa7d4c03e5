using System.Diagnostics;
using System.Globalization;

namespace AssistantBot.Benchmarks.Outages;

/// <summary>
/// A PostgreSQL server for one run, on a loopback port and in a temporary folder, so that it may be stopped and frozen. As root it runs as the
/// user <c>postgres</c>, because the server refuses to run as root.
/// </summary>
internal sealed class ThrowawayPostgres : IAsyncDisposable
{
    private const string Start =
        "pg_ctl -D \"$1/data\" -s -w -t 300 -l \"$1/log\" -o \"-c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories='$1' -c max_connections=200\" start";

    private readonly string _folder = Directory.CreateTempSubdirectory("assistantbot-postgres-").FullName;

    private ThrowawayPostgres()
    {
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; } = Load.BotProcess.FreeAddress().Port;

    /// <summary>Its programs, such as <c>pg_dump</c>.</summary>
    public static string Programs { get; } = FindPrograms();

    public static async Task<ThrowawayPostgres> StartAsync()
    {
        var server = new ThrowawayPostgres();
        if (Environment.UserName == "root")
            await RunAsync("chown", ["postgres", server._folder], "chown");
        await server.RunAsOwnerAsync("initdb -D \"$1/data\" -U assistantbot -A trust -E UTF8 --no-locale --no-sync >\"$1/log\" 2>&1");
        await server.StartAgainAsync();
        await server.RunAsOwnerAsync("createdb -h 127.0.0.1 -p \"$2\" -U assistantbot assistantbot");
        return server;
    }

    /// <summary>How to connect to it, directly or through a port before it.</summary>
    public string ConnectionString(int? port = null) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port ?? Port};Database=assistantbot;Username=assistantbot");

    /// <summary>Ends it at once, as a crash does.</summary>
    public Task StopAsync() => RunAsOwnerAsync("pg_ctl -D \"$1/data\" -s -m immediate stop >>\"$1/log\" 2>&1");

    /// <summary>Starts it again on the same files; returns when it answers.</summary>
    public Task StartAgainAsync() => RunAsOwnerAsync($"{Start} </dev/null >>\"$1/log\" 2>&1");

    /// <summary>Stops every process of it without ending one: connections stay open and nobody answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ThawAsync();
            await StopAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped already.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Task SignalAsync(string signal) =>
        RunAsOwnerAsync($"postmaster=$(head -n 1 \"$1/data/postmaster.pid\"); kill -{signal} $postmaster $(ps -o pid= --ppid $postmaster)");

    private Task RunAsOwnerAsync(string script)
    {
        string[] shell = ["sh", "-c", script, "sh", _folder, Port.ToString(CultureInfo.InvariantCulture)];
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", .. shell], script) : RunAsync(shell[0], shell[1..], script);
    }

    private static async Task RunAsync(string program, string[] arguments, string what)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["PATH"] = $"{Programs}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{what}' ended with {process.ExitCode}.");
    }

    private static string FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0).Select(path => Path.Combine(path, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is missing: no initdb in /usr/lib/postgresql/*/bin or on the PATH.");
    }
}
