using AssistantBot.Bot.Cli;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Storage.Sqlite;

/// <summary>A copy taken under load, and what a bot does that is started on it.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Backup_UnderLoad_HasEverythingThatWasAcknowledgedBefore()
    {
        var sender = new ScriptedSender();
        await using var host = await StartAsync(_directory.File("bot.db"), sender);
        for (var i = 0; i < 20; i++)
            await host.AcceptAsync(EngineHost.Message($"before {i}", $"b{i}", $"c{i % 4}"));
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
                await host.AcceptAsync(EngineHost.Message($"during {i}", $"d{i}", $"c{i % 4}"));
        });

        Assert.Equal(0, await RunAsync("data", "backup", _directory.File("copy.db")));

        await enough.CancelAsync();
        await load;
        await host.WhenIdleAsync();
        await using var restored = await StartAsync(_directory.File("copy.db"), new ScriptedSender());
        await restored.WhenIdleAsync();
        for (var c = 0; c < 4; c++)
        {
            var said = await restored.SaidAsync($"c{c}");
            Assert.Equal(5, said.Count(line => line.StartsWith("< before", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Restore_OfUnfinishedWork_SendsNothingUntilResumed()
    {
        var away = new ScriptedSender(_ => new SendOutcome(SendOutcomeKind.Retry) { RetryAfter = TimeSpan.FromHours(1) });
        await using (var host = await StartAsync(_directory.File("bot.db"), away))
        {
            await host.AcceptAsync(EngineHost.Message("hello", "m1"));
            while (away.Attempts.IsEmpty)
                await Task.Yield();
            Assert.Equal(0, await RunAsync("data", "backup", _directory.File("copy.db")));
        }

        var sender = new ScriptedSender();
        await using (var restored = await StartAsync(_directory.File("copy.db"), sender))
        {
            await restored.WhenIdleAsync();
            Assert.Empty(sender.Attempts);
            var parked = await restored.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None);
            Assert.Contains("data resume", Assert.Single(parked).Reason, StringComparison.Ordinal);
            // What people write now is answered as ever.
            await restored.AcceptAsync(EngineHost.Message("again", "m2"));
            await restored.WhenIdleAsync();
            Assert.Equal(["echo again"], sender.Texts);
        }

        Assert.Equal(0, await RunAsync("data", "resume", "--Storage:ConnectionString", $"Data Source={_directory.File("copy.db")}"));
        await using var resumed = await StartAsync(_directory.File("copy.db"), sender);
        await resumed.WhenIdleAsync();
        Assert.Equal(["echo again", "echo hello"], sender.Texts);
    }

    [Fact]
    public async Task Backup_OverAnExistingFile_IsRefused()
    {
        await using (await StartAsync(_directory.File("bot.db"), new ScriptedSender()))
        {
            // Made and closed.
        }

        await File.WriteAllTextAsync(_directory.File("copy.db"), "precious");

        await Assert.ThrowsAsync<StorageSettingsException>(() => RunAsync("data", "backup", _directory.File("copy.db")));
        Assert.Equal("precious", await File.ReadAllTextAsync(_directory.File("copy.db")));
    }

    [Fact]
    public async Task Backup_IntoAFolderThatIsNotThere_IsRefusedInOneLine()
    {
        await using (await StartAsync(_directory.File("bot.db"), new ScriptedSender()))
        {
            // Made and closed.
        }

        var refused = await Assert.ThrowsAsync<StorageSettingsException>(() => RunAsync("data", "backup", _directory.File("nowhere/copy.db")));
        Assert.Contains("could not be written", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_File_IsReadableByItsOwnerOnlyAndAlone()
    {
        await using var host = await StartAsync(_directory.File("bot.db"), new ScriptedSender());

        await RunAsync("data", "backup", _directory.File("copy.db"));

        Assert.Equal([_directory.File("copy.db")], Directory.GetFiles(Path.GetDirectoryName(_directory.File("copy.db"))!, "copy*"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory.File("copy.db")));
    }

    private async Task<int> RunAsync(params string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = $"Data Source={_directory.File("bot.db")}" })
            .AddCommandLine([.. args.SkipWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))])
            .Build();
        return await CommandLine.RunAsync(args, configuration, TextWriter.Null, CancellationToken.None);
    }

    private static Task<EngineHost> StartAsync(string file, ScriptedSender sender) => EngineHost.StartAsync(
        services => services.AddSqliteStorage(),
        new Dictionary<string, string?> { ["Storage:ConnectionString"] = $"Data Source={file}" },
        async (turn, stop) =>
        {
            if (turn.Activity.Type == ActivityTypes.Message)
                await turn.SendActivityAsync($"echo {turn.Activity.Text}", cancellationToken: stop);
        },
        services => services.AddSingleton<IChannelSender>(sender));
}
