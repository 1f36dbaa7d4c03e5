using AssistantBot.Bot.Cli;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Bot.Cli;

public sealed class KnowledgeCheckTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task Check_SampleBase_FindsNothing()
    {
        var code = await RunAsync(Path.Combine(AppContext.BaseDirectory, "knowledge"));

        Assert.Equal("", string.Join('\n', Lines().SkipLast(1)));
        Assert.Equal(0, code);
        Assert.Matches("^1[0-9]{2} entries \\([0-9]+ fr, [0-9]+ en\\) in 8 files, 0 problems\\.$", Lines()[^1]);
    }

    [Theory]
    [InlineData("# T\n\n## Où ?\n", "x.fr.md(3): error: The question 'Où ?' has no answer below it.")]
    [InlineData("# T\n\n## Où est-ce ?\n\nIci.\n\n## Quand ?\nAutres formulations : où est-ce\n\nLundi.", "x.fr.md(7): warning: 'où est-ce' is also asked in ")]
    [InlineData("# T\n\n## Où ?\nResponsable : RH\nÀ relire le : 2026-03-01\n\nIci.", "x.fr.md(3): warning: The review of 'Où ?' was due on 2026-03-01 (owner: RH).")]
    [InlineData("# T\n\n## Où ?\n\nIci.\n\nVoir [là](absent.md).", "x.fr.md(7): warning: The link 'absent.md' leads to a file that is not there.")]
    [InlineData("# T\n\n## Où ?\n\nVoir [là](#ailleurs).", "x.fr.md(5): warning: The link '#ailleurs' leads to a heading that is not there.")]
    [InlineData("# T\n\n## Où ?\n\nVoir [là]().", "x.fr.md(3): warning: A link leads nowhere.")]
    [InlineData("# T\n\n## Où ?\n<!-- id: a -->\n\nIci.\n\n## Where?\n<!-- id: b -->\nLanguage: en\n\nHere.", "x.fr.md(3): warning: 'Où ?' has no translation: no entry 'a' in en.")]
    public async Task Check_OneProblem_NamesFileLineAndReason(string text, string expected)
    {
        await File.WriteAllTextAsync(_folder.File("x.fr.md"), text);

        var code = await RunAsync(Path.GetDirectoryName(_folder.File("x"))!);

        Assert.Equal(1, code);
        Assert.Contains(Lines(), line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_GoodLinks_AreNotReported()
    {
        await File.WriteAllTextAsync(_folder.File("y.fr.md"), "# T\n\n## Deuxième étage ?\n<!-- id: etage -->\nÀ relire le : 2026-03-02\n\nOui.");
        await File.WriteAllTextAsync(_folder.File("x.fr.md"),
            "# T\n\n## Où ?\n\n[a](https://a.example) [b](#ou) [c](y.fr.md) [d](y.fr.md#deuxième-étage) [e](y.fr.md#etage) [f](mailto:a@b.fr)");

        Assert.Equal(0, await RunAsync(_folder.File("x.fr.md"), _folder.File("y.fr.md")));
    }

    [Fact]
    public async Task Check_SameIdInTwoPaths_IsAnError()
    {
        await File.WriteAllTextAsync(_folder.File("x.fr.md"), "# T\n\n## Où ?\n<!-- id: a -->\n\nIci.");
        await File.WriteAllTextAsync(_folder.File("y.fr.md"), "# T\n\n## Quand ?\n<!-- id: a -->\n\nLundi.");

        Assert.Equal(1, await RunAsync(_folder.File("x.fr.md"), _folder.File("y.fr.md")));
        Assert.Contains(Lines(), line => line.Contains("y.fr.md(3): error: The id 'a' (fr) is already used in ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_WrongArguments_ReturnsTwo()
    {
        Assert.Equal(2, await RunAsync());
        Assert.Equal(2, await RunAsync(_folder.File("absent")));
    }

    [Fact]
    public async Task Check_EmptyFolder_IsAProblem() =>
        Assert.Equal(1, await RunAsync(Path.GetDirectoryName(_folder.File("x"))!));

    private Task<int> RunAsync(params string[] args) =>
        new KnowledgeCheck(new ManualTimeProvider(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero))).RunAsync(args, _output, CancellationToken.None);

    private string[] Lines() => _output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
