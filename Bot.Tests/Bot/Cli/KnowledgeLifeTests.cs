using AssistantBot.Bot.Cli;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace AssistantBot.Tests.Bot.Cli;

public sealed class KnowledgeLifeTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Commands_OnADatabase_PublishShowUndoAndExport()
    {
        Directory.CreateDirectory(_folder.File("kb"));
        await WriteAsync("Là.");
        Assert.Equal(0, await RunAsync("knowledge", "publish", _folder.File("kb")));
        await WriteAsync("Au deuxième.");
        Assert.Equal(0, await RunAsync("knowledge", "publish"));

        Assert.Equal(0, await RunAsync("knowledge", "history", "ou"));
        Assert.Matches("fr 2 .* Imported .*: Où \\?\nfr 1 .* Imported .*: Où \\?\n$", _output.ToString().ReplaceLineEndings("\n"));
        Assert.Equal(0, await RunAsync("knowledge", "undo", "ou", "1"));
        Assert.Equal(1, await RunAsync("knowledge", "undo", "ou", "9"));
        Assert.Equal(1, await RunAsync("knowledge", "history", "absent"));

        await WriteAsync("Ailleurs.");
        Assert.Equal(1, await RunAsync("knowledge", "publish"));
        Assert.Contains("changed in a.fr.md and at the desk", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("knowledge", "export", _folder.File("out")));
        Assert.Equal("Là.", Assert.Single(KnowledgeFolder.Load(_folder.File("out")).Base.Entries).Answer);
        Assert.Equal(2, await RunAsync("knowledge", "export", _folder.File("out")));
        Assert.Equal(0, await RunAsync("knowledge", "publish", "--force"));
        Assert.Equal(0, await RunAsync("knowledge", "export", _folder.File("forced")));
        Assert.Equal("Ailleurs.", Assert.Single(KnowledgeFolder.Load(_folder.File("forced")).Base.Entries).Answer);
    }

    [Theory]
    [InlineData("publish", "/nowhere/at/all")]
    [InlineData("history")]
    [InlineData("undo", "ou")]
    [InlineData("undo", "ou", "un")]
    [InlineData("history", "ou", "--language", "de")]
    [InlineData("export")]
    public async Task Commands_WrongArguments_SayHow(params string[] args)
    {
        Assert.Equal(2, await RunAsync(["knowledge", .. args]));
        Assert.Contains($"Usage: knowledge {args[0]}", _output.ToString(), StringComparison.Ordinal);
    }

    private Task WriteAsync(string answer) => File.WriteAllTextAsync(Path.Combine(_folder.File("kb"), "a.fr.md"), $"# T\n\n## Où ?\n<!-- id: ou -->\n\n{answer}\n");

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(
        args,
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = $"Data Source={_folder.File("bot.db")}",
            ["Knowledge:Path"] = _folder.File("kb"),
        }).Build(),
        _output, CancellationToken.None);
}
