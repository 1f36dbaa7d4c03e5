using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Bot.Hosting;

/// <summary>What an operator reads when the product cannot start: one line, exit code 1.</summary>
public sealed class RefusedStartTests
{
    private static readonly TimeSpan StartTimeout = Patience.Generous;

    [Theory]
    [InlineData("http://127.0.0.1:0", "MicrosoftAppId", "ASPNETCORE_ENVIRONMENT=Production")]
    [InlineData("http://0.0.0.0:0", "cannot listen on http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0", "Storage:Provider is MySql", "Storage__Provider=MySql")]
    [InlineData("http://127.0.0.1:0", "Storage:ConnectionString", "Storage__ConnectionString=nonsense")]
    [InlineData("http://127.0.0.1:0", "Model:Name is missing", "Model__Provider=Ollama")]
    [InlineData("http://127.0.0.1:0", "Retention:Dedupe must be", "Model__Provider=Ollama", "Retention__Dedupe=1.00:00:00")]
    public async Task WrongSettings_AreOneLineAndLeaveNothingBehind(string urls, string words, params string[] settings) =>
        Assert.Empty(await RefusesAsync(urls, words, settings));

    [Fact]
    public async Task PortInUse_IsOneLine()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        await RefusesAsync($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}", "address already in use");
    }

    // Gives what the start has written to its working directory.
    private static async Task<string[]> RefusesAsync(string urls, string words, params string[] settings)
    {
        using var folder = new TemporaryDirectory();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AssistantBot.dll"), "--urls", urls])
        {
            WorkingDirectory = Path.GetDirectoryName(folder.File("x"))!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var setting in settings)
            start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];

        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(StartTimeout);
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var error = process.StandardError.ReadToEndAsync(late.Token);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        Assert.Equal(1, process.ExitCode);
        var line = Assert.Single((await error).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("AssistantBot cannot start: ", line, StringComparison.Ordinal);
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
        return Directory.GetFileSystemEntries(start.WorkingDirectory);
    }
}
