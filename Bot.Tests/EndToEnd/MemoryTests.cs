using System.Diagnostics;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>A message whose turn takes more memory than the process may have: it is given up, and the others are answered.</summary>
public sealed class MemoryTests : IDisposable
{
    // In hexadecimal, as the runtime reads it: 128 MB.
    private const string HeapLimit = "8000000";
    private const int MaxAttempts = 5;
    private readonly TemporaryDirectory _directory = new();

    private string ConnectionString => $"Data Source={_directory.File("bot.db")}";

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Turn_ThatExceedsTheMemory_IsParkedAndTheOthersAreAnswered()
    {
        string[] messages = ["c0 m0", "c0 g1", "c0 m2", "c1 m3"];
        var idle = false;
        // It may also end the process, each time; then that is started again, as a service manager does.
        for (var starts = 0; !idle; starts++)
        {
            Assert.True(starts <= MaxAttempts + 1, "The message still ends the process after its last attempt.");
            using var process = Start();
            try
            {
                if (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Generous) == "ready")
                {
                    foreach (var message in messages.Append("drain"))
                        await process.StandardInput.WriteLineAsync(message);
                    await process.StandardInput.FlushAsync();
                    string? line;
                    while ((line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Generous)) is not null and not "idle")
                    {
                        // Acknowledgements.
                    }

                    idle = line == "idle";
                }
            }
            catch (IOException)
            {
                // It ended while it was written to.
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var host = await EngineHost.StartAsync(
            services => DurableEchoProgram.AddStorage(services, DurableEchoProgram.Sqlite),
            new Dictionary<string, string?> { ["Storage:ConnectionString"] = ConnectionString }, (_, _) => Task.CompletedTask);
        Assert.Single(await host.Get<ITurnMonitor>().ReadParkedAsync(10, CancellationToken.None));
        Assert.Equal(["< g1", "< m0", "< m2", "> echo m0", "> echo m2"], (await SaidAsync(host, "c0")).Order(StringComparer.Ordinal));
        Assert.Equal(["< m3", "> echo m3"], await SaidAsync(host, "c1"));
    }

    // Without what is said about a message that was given up.
    private static async Task<IEnumerable<string>> SaidAsync(EngineHost host, string conversation) =>
        (await host.SaidAsync(conversation, ChannelIds.Directline)).Where(line => line[0] == '<' || line.StartsWith("> echo", StringComparison.Ordinal));

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MemoryTests).Assembly.Location, DurableEchoProgram.Argument, DurableEchoProgram.Sqlite, ConnectionString])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment[DurableEchoProgram.MaxAttempts] = MaxAttempts.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}
