using System.Diagnostics;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Bot.Cli;

/// <summary>The commands as an operator types them: beside the running product, and while it is stopped.</summary>
public sealed class KnowledgeLifeCommandTests : IAsyncLifetime
{
    private ProductProcess _product = null!;

    public async Task InitializeAsync() => _product = await ProductProcess.StartAsync(new Dictionary<string, string>());

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task Commands_BesideTheRunningBotAndWithoutIt_PublishShowUndoAndExport()
    {
        Directory.CreateDirectory(Path.Combine(_product.Folder.FullName, "own"));
        await WriteAsync("Là.");
        await ExpectAsync(0, "entries changed", "publish", "own");
        await WriteAsync("Au deuxième.");
        await ExpectAsync(0, "1 entries changed", "publish", "own");
        await ExpectAsync(0, "fr 2", "history", "ou-est-ce");
        await ExpectAsync(0, "as in version 1 again", "undo", "ou-est-ce", "1");
        await ExpectAsync(1, "There is no entry 'absent'", "history", "absent");
        await ExpectAsync(2, "Usage: knowledge undo", "undo", "ou-est-ce");
        await ExpectAsync(0, "entries in", "export", "running");
        Assert.Equal("Là.", Exported("running"));

        await _product.KillAsync();
        // The key of the killed process lies there still; nobody answers to it.
        await ExpectAsync(0, "fr 3", "history", "ou-est-ce");
        await ExpectAsync(0, "as in version 2 again", "undo", "ou-est-ce", "2");
        await ExpectAsync(0, "entries in", "export", "stopped");
        Assert.Equal("Au deuxième.", Exported("stopped"));
    }

    private string Exported(string folder) =>
        KnowledgeFolder.Load(Path.Combine(_product.Folder.FullName, folder)).Base.Entries.Single(entry => entry.Id == "ou-est-ce").Answer;

    private Task WriteAsync(string answer) =>
        File.WriteAllTextAsync(Path.Combine(_product.Folder.FullName, "own", "a.fr.md"), $"## Salariés\n\n### Où est-ce ?\n<!-- id: ou-est-ce -->\n{answer}\n");

    private async Task ExpectAsync(int code, string line, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [ProductProcess.ProgramPath(), "knowledge", .. command]) { WorkingDirectory = _product.Folder.FullName, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Knowledge__Path"] = Path.Combine(RepositoryRoot.Path, "knowledge");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.Equal(code, process.ExitCode);
    }
}
