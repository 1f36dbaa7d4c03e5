using AssistantBot.Bot.Cli;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Bot.Cli;

public sealed class KnowledgeImportTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Import_Table_WritesMarkdownThatSaysTheSame()
    {
        await File.WriteAllTextAsync(_folder.File("faq.csv"), "question,answer,audience\nOù est la cantine ?,Au rez-de-chaussée.,salariés\nWhere is lunch served?,On the ground floor.,employees\n");
        var target = _folder.File("out");

        var code = await RunAsync(_folder.File("faq.csv"), "--to", target);

        Assert.Equal(0, code);
        Assert.Equal(["faq.en.md", "faq.fr.md"], Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            KnowledgeVersion.Create(KnowledgeFolder.ReadFile(_folder.File("faq.csv"), "faq.csv").Entries).Version,
            KnowledgeFolder.Load(target).Base.Version);
        Assert.Equal(1, await RunAsync(_folder.File("faq.csv"), "--to", target));
        Assert.Equal(0, await RunAsync(_folder.File("faq.csv"), "--to", target, "--force"));
    }

    [Fact]
    public async Task Import_BrokenOrMissing_WritesNothingAndSaysWhy()
    {
        await File.WriteAllTextAsync(_folder.File("faq.csv"), "question,answer\nOù ?,\n");
        var target = _folder.File("out");

        Assert.Equal(1, await RunAsync(_folder.File("faq.csv"), "--to", target));
        Assert.Equal(2, await RunAsync(_folder.File("absent.csv"), "--to", target));
        Assert.Equal(2, await RunAsync("--to", target));
        Assert.Contains("faq.csv(2): error: The question 'Où ?' has no answer.", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(target));
    }

    private Task<int> RunAsync(params string[] args) => new KnowledgeImport(new KnowledgeOptions()).RunAsync(args, _output, CancellationToken.None);
}
