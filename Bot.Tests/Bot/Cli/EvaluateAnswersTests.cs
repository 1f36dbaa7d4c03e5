using System.Text.Json;
using AssistantBot.Bot.Cli;
using AssistantBot.Tests.Knowledge.Retrieval;

namespace AssistantBot.Tests.Bot.Cli;

public sealed class EvaluateAnswersTests : IDisposable
{
    private const string Base = """
        # Guide

        ## Comment poser des congés ?
        <!-- id: leave ; RH -->

        Dans l'outil Temps.

        ## Comment réinitialiser mon mot de passe ?
        <!-- id: password ; IT -->

        Sur la page Compte.

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evaluate");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task RunAsync_Queries_EndsWithOneJsonLine()
    {
        var (code, lines) = await RunAsync(Base,
            """
            {"id":"1","lang":"fr","text":"poser des congés","entry_id":"leave","style":"keywords"}
            {"id":"2","lang":"en","text":"reset my password","entry_id":"x","alt_ids":["password"],"style":"cross_language"}
            {"id":"3","lang":"fr","text":"quelle heure est-il à Tokyo","entry_id":null,"style":"none"}
            """);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(lines[^1]);
        Assert.Equal(3, json.RootElement.GetProperty("queries").GetInt32());
        foreach (var figure in new[] { "recall_at_1", "recall_at_3", "mrr", "no_answer_auroc", "right" })
        {
            Assert.Equal(1, json.RootElement.GetProperty(figure).GetDouble());
        }
    }

    [Fact]
    public async Task RunAsync_WrongArguments_IsUsage()
    {
        await using var output = new StringWriter();
        Assert.Equal(2, await new EvaluateAnswers().RunAsync(["one"], output, CancellationToken.None));
        Assert.StartsWith("Usage:", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"a\"}\nnot json", "queries.jsonl(2): error:")]
    [InlineData("{\"id\":\"1\"}", "queries.jsonl(1): error: a query needs a text")]
    public async Task RunAsync_BrokenQueries_GivesFileLineAndReason(string queries, string message)
    {
        var (code, lines) = await RunAsync(Base, queries);
        Assert.Equal(1, code);
        Assert.Contains(message, lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_BrokenKnowledge_GivesFileLineAndReason()
    {
        var (code, lines) = await RunAsync(Base + "\n## Autre ?\n<!-- id: leave -->\n\nEncore.\n\n## Vide ?\n<!-- id: leave -->\n\nEncore.\n", "{\"text\":\"a\"}");
        Assert.Equal(1, code);
        Assert.Contains("kb.md(", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MissingFile_IsBroken()
    {
        await using var output = new StringWriter();
        Assert.Equal(1, await new EvaluateAnswers().RunAsync([Path.Combine(_folder.FullName, "none.md"), "q.jsonl"], output, CancellationToken.None));
        Assert.Contains("none.md(0): error:", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The figures the product promises on questions it was not written for; a little below what it reaches.</summary>
    [Fact]
    public async Task RunAsync_DevelopmentFaq_ReachesTheFloor()
    {
        if (DevelopmentData.Path("faq_dev") is not { } folder)
        {
            return;
        }

        await using var output = new StringWriter();
        var code = await new EvaluateAnswers().RunAsync(
            [$"{folder}/kb_fr.md,{folder}/kb_en.md", $"{folder}/queries.jsonl"], output, CancellationToken.None);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]);
        double Figure(string name) => json.RootElement.GetProperty(name).GetDouble();
        Assert.InRange(Figure("recall_at_1"), 0.78, 1);
        Assert.InRange(Figure("recall_at_3"), 0.88, 1);
        Assert.InRange(Figure("no_answer_auroc"), 0.84, 1);
        Assert.InRange(Figure("right"), 0.72, 1);
    }

    private async Task<(int Code, string[] Lines)> RunAsync(string knowledge, string queries)
    {
        var knowledgePath = Path.Combine(_folder.FullName, "kb.md");
        var queryPath = Path.Combine(_folder.FullName, "queries.jsonl");
        await File.WriteAllTextAsync(knowledgePath, knowledge);
        await File.WriteAllTextAsync(queryPath, queries);
        await using var output = new StringWriter();
        var code = await new EvaluateAnswers().RunAsync([knowledgePath, queryPath], output, CancellationToken.None);
        return (code, output.ToString().TrimEnd().Split('\n'));
    }
}
