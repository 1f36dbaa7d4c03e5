using AssistantBot.Bot.Administration;
using AssistantBot.Bot.Hosting;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>data export PERSON FILE</c>, <c>data erase PERSON</c> and <c>data retention</c>. A running bot is asked to do it, because the database
/// is in its hands; without one the bot is started for as long as it takes, listening on this machine only.
/// </summary>
internal sealed class DataCommands(IConfiguration configuration)
{
    private const int Problem = 1;
    private const int Usage = 2;

    /// <summary>Writes everything kept of a person to a file, as JSON.</summary>
    public async Task<int> ExportAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (Positional(args) is not [var person, var file])
            return await UsageAsync(output, "data export PERSON FILE", cancellationToken);
        return await AskAsync(args, HttpMethod.Get, $"/admin/data/export?person={Uri.EscapeDataString(person)}", output, async answer =>
        {
            var settings = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var target = new FileStream(file, settings);
            // A file that was there before keeps its own mode otherwise.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await answer.CopyToAsync(target, cancellationToken);
            await output.WriteLineAsync($"Written to {file} ({target.Length} bytes), readable by you only.".AsMemory(), cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Erases a person.</summary>
    public async Task<int> EraseAsync(string[] args, TextWriter output, CancellationToken cancellationToken) =>
        Positional(args) is [var person]
            ? await AskAsync(args, HttpMethod.Post, $"/admin/data/erase?person={Uri.EscapeDataString(person)}", output, PrintTo(output, cancellationToken), cancellationToken)
            : await UsageAsync(output, "data erase PERSON", cancellationToken);

    /// <summary>Sweeps what is over its time, now.</summary>
    public async Task<int> SweepAsync(string[] args, TextWriter output, CancellationToken cancellationToken) =>
        Positional(args) is []
            ? await AskAsync(args, HttpMethod.Post, "/admin/data/retention", output, PrintTo(output, cancellationToken), cancellationToken)
            : await UsageAsync(output, "data retention", cancellationToken);

    private async Task<int> AskAsync(
        string[] args, HttpMethod method, string path, TextWriter output, Func<HttpContent, Task> read, CancellationToken cancellationToken)
    {
        var running = new RunningBot(configuration);
        if (await running.AskAsync(method, path, null, ReadAsync, cancellationToken) is { } code)
            return code;

        var builder = BotApplication.CreateBuilder([.. args.SkipWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)), "--urls", "http://127.0.0.1:0"]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var bot = BotApplication.Build(builder, announces: false);
        await bot.StartAsync(cancellationToken);
        try
        {
            return await running.AskAsync(method, path, null, ReadAsync, cancellationToken) ?? throw new IOException($"{running.DoorFile} cannot be written.");
        }
        finally
        {
            await bot.StopAsync(CancellationToken.None);
        }

        async Task<int> ReadAsync(HttpResponseMessage response)
        {
            if (response.IsSuccessStatusCode)
            {
                await read(response.Content);
                return 0;
            }

            var reason = await response.Content.ReadAsStringAsync(cancellationToken);
            await output.WriteLineAsync((reason.Length > 0 ? reason : $"The bot answered {(int)response.StatusCode}.").AsMemory(), cancellationToken);
            return Problem;
        }
    }

    private static string[] Positional(string[] args) => [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];

    private static Func<HttpContent, Task> PrintTo(TextWriter output, CancellationToken cancellationToken) =>
        async answer => await output.WriteLineAsync((await answer.ReadAsStringAsync(cancellationToken)).AsMemory(), cancellationToken);

    private static async Task<int> UsageAsync(TextWriter output, string usage, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Usage: {usage}. PERSON is channel/id, or the id alone, as the bot knows it.".AsMemory(), cancellationToken);
        return Usage;
    }
}
