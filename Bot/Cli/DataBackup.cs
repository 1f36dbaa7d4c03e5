using AssistantBot.Bot.Hosting;
using AssistantBot.Storage;
using AssistantBot.Storage.Backup;
using AssistantBot.Storage.Sqlite;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>data backup FILE</c> copies the SQLite database while the bot runs; <c>data hold</c> and <c>data resume</c> say whether a restored
/// database goes on with what was unfinished.
/// </summary>
internal sealed class DataBackup(IConfiguration configuration)
{
    private const int Usage = 2;

    /// <summary>Writes a copy.</summary>
    public async Task<int> BackUpAsync(string[] args, TextWriter output)
    {
        if (args is not [var file, ..] || file.StartsWith('-'))
            return await UsageAsync(output, "data backup FILE");
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        if (options.Provider != "Sqlite")
        {
            await output.WriteLineAsync($"Storage:Provider is {options.Provider}: back it up with its own tools (pg_dump, or base backups and archived logs), see docs/operations/backup.md.");
            return 1;
        }

        var held = SqliteBackup.Write(options, file, TimeProvider.System.GetUtcNow());
        await output.WriteLineAsync($"Written to {file} ({new FileInfo(file).Length} bytes). {Described(held)} unfinished are held in it: a bot started on it sends nothing of them until 'data resume'.");
        return 0;
    }

    /// <summary>Parks what a restored database has unfinished.</summary>
    public Task<int> HoldAsync(string[] args, TextWriter output) =>
        ChangeAsync(args, output, "data hold", held => held.HoldAsync(), "are held; 'data resume' lets them go.");

    /// <summary>Lets it go.</summary>
    public Task<int> ResumeAsync(string[] args, TextWriter output) =>
        ChangeAsync(args, output, "data resume", held => held.ResumeAsync(), "are pending again; the next start goes on with them.");

    private async Task<int> ChangeAsync(string[] args, TextWriter output, string name, Func<IHeldWork, Task<HeldCount>> change, string outcome)
    {
        if (args is [var first, ..] && !first.StartsWith('-'))
            return await UsageAsync(output, name);
        await using var services = new ServiceCollection().AddLogging().AddSingleton(configuration).AddStorage(configuration).BuildServiceProvider();
        await output.WriteLineAsync($"{Described(await change(services.GetRequiredService<IHeldWork>()))} {outcome}");
        return 0;
    }

    private static string Described(HeldCount held) => $"{held.Messages} messages and {held.Sends} sends";

    private static async Task<int> UsageAsync(TextWriter output, string usage)
    {
        await output.WriteLineAsync("usage: " + usage);
        return Usage;
    }
}
