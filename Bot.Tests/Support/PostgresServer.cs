using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace AssistantBot.Tests.Support;

/// <summary>
/// A PostgreSQL server of the test run: a fresh cluster in a temporary directory, reached by a socket in it, gone with the run. The server
/// refuses to run as root; it runs as the user <c>postgres</c> then. A missing PostgreSQL fails the tests.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Collection = "PostgreSQL";

    // Ends with the test process, however that ends, because then its input does.
    private const string StartServer =
        "pg_ctl -D \"$1/data\" -s -w -t 300 -l \"$1/log\" -o \"-c listen_addresses='' -c unix_socket_directories='$1' -c fsync=on -c max_connections=200\" start";

    private const string Script =
        $$"""
        initdb -D "$1/data" -U assistantbot -A trust -E UTF8 --no-locale --no-sync >"$1/log" 2>&1 || { echo failed; exit 1; }
        {{StartServer}} </dev/null >>"$1/log" 2>&1 || { echo failed; exit 1; }
        echo ready
        read -r _
        pg_ctl -D "$1/data" -s -m immediate stop >>"$1/log" 2>&1
        """;

    private readonly ConcurrentDictionary<string, bool> _databases = new(StringComparer.Ordinal);
    private Process? _process;

    private TemporaryDirectory Files { get; } = new();

    private string Root => Path.GetDirectoryName(Files.File("data"))!;

    public async Task InitializeAsync()
    {
        var programs = FindPrograms();
        var isRoot = Environment.UserName == "root";
        if (isRoot)
            await RunAsync("chown", "postgres", Root);
        var start = isRoot
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", "sh", "-c", Script, "sh", Root])
            : new ProcessStartInfo("sh", ["-c", Script, "sh", Root]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = Root;
        start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        _process = Process.Start(start)!;
        var answer = await _process.StandardOutput.ReadLineAsync();
        if (answer != "ready")
            throw new InvalidOperationException($"PostgreSQL did not start: {(File.Exists(Files.File("log")) ? await File.ReadAllTextAsync(Files.File("log")) : "no log")}");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Files.Dispose();
    }

    /// <summary>A database by that name, created or emptied: no table has a row.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> EmptyDatabaseAsync(string name)
    {
        var connectionString = ConnectionString(name);
        if (_databases.TryAdd(name, true))
        {
            await ExecuteAsync("postgres", $"CREATE DATABASE \"{name}\"");
            return connectionString;
        }

        await ExecuteAsync(
            name,
            "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_versions' LOOP EXECUTE format('DELETE FROM %I', t); END LOOP; END $$");
        return connectionString;
    }

    /// <summary>The connection string of a database.</summary>
    public string ConnectionString(string name) => $"Host={Root};Database={name};Username=assistantbot";

    /// <summary>Runs a script in a database and gives the first value.</summary>
    public async Task<object?> ExecuteAsync(string name, string script)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(name) + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of the tests.
        await using var command = new NpgsqlCommand(script, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => new UnixDomainSocketEndPoint(Path.Combine(Root, ".s.PGSQL.5432"));

    /// <summary>Dumps a database as it is at one moment, as an operator does, and restores the dump into an empty one.</summary>
    public Task CopyAsync(string from, string to) => RunAsOwnerAsync(
        $"pg_dump -h \"$1\" -U assistantbot -Fc {from} >\"$1/{to}.dump\" 2>>\"$1/log\" && createdb -h \"$1\" -U assistantbot {to} && "
        + $"pg_restore -h \"$1\" -U assistantbot --exit-on-error -d {to} \"$1/{to}.dump\" >>\"$1/log\" 2>&1");

    /// <summary>Ends the server at once, as a crash does.</summary>
    public Task StopAsync() => RunAsOwnerAsync("pg_ctl -D \"$1/data\" -s -m immediate stop >>\"$1/log\" 2>&1");

    /// <summary>Starts it again on the same files.</summary>
    public Task StartAgainAsync() => RunAsOwnerAsync($"{StartServer} </dev/null >>\"$1/log\" 2>&1");

    /// <summary>Stops every process of the server without ending it, so that connections stay open and nobody answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    private Task SignalAsync(string signal) => RunAsOwnerAsync($"postmaster=$(head -n 1 \"$1/data/postmaster.pid\"); kill -{signal} $postmaster $(ps -o pid= --ppid $postmaster)");

    private async Task RunAsOwnerAsync(string script)
    {
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", "sh", "-c", script, "sh", Root])
            : new ProcessStartInfo("sh", ["-c", script, "sh", Root]);
        start.Environment["PATH"] = $"{FindPrograms()}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{script}' failed: {await File.ReadAllTextAsync(Files.File("log"))}");
    }

    private static string FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => int.TryParse(Path.GetFileName(path), out var version) ? version : 0).Select(path => Path.Combine(path, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return installed.Concat(onPath).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is missing: no initdb in /usr/lib/postgresql/*/bin or on the PATH. Install the package postgresql (test.sh does).");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed; the package postgresql creates the user postgres.");
    }
}
