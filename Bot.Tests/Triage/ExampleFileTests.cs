using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;
using AssistantBot.Triage.Patterns;
using AssistantBot.Tests.Triage.Phrases;
using System.Text.Json;

namespace AssistantBot.Tests.Triage;

public sealed class ExampleFileTests
{
    [Fact]
    public void Examples_OfTheProduct_AreManyInBothLanguagesForEveryReason()
    {
        var examples = TriageData.LoadExamples();
        Assert.True(examples.Count >= 6000, $"{examples.Count}");
        foreach (var group in examples.GroupBy(example => (example.Language, example.Reason)))
        {
            Assert.True(group.Count() >= 50, $"{group.Key}: {group.Count()}");
        }
    }

    [Fact]
    public void Examples_OfTheProduct_StandOnceEach()
    {
        var twice = TriageData.LoadExamples().GroupBy(example => (example.Text.ToUpperInvariant(), example.Language)).Where(group => group.Count() > 1).Select(group => group.First().Text);
        Assert.Empty(twice);
    }

    [Fact]
    public void Examples_OfTheProduct_HoldNoSharedSentence()
    {
        if (PhraseFile.SharedData("routing_dev.jsonl") is not { } path)
        {
            return;
        }

        var own = TriageData.LoadExamples().Select(example => AssistantBot.Triage.Text.MessageText.Fold(example.Text)).ToHashSet(StringComparer.Ordinal);
        var shared = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);
        Assert.DoesNotContain(shared, text => own.Contains(AssistantBot.Triage.Text.MessageText.Fold(text)));
    }

    [Theory]
    [InlineData("a.fr.txt", "bonjour", 1)]
    [InlineData("a.fr.txt", "[routine]\nok\n[nonsense]\nx", 3)]
    [InlineData("a.txt", "[routine]\nok", 1)]
    public void Parse_Broken_SaysFileAndLine(string file, string content, int line)
    {
        var refused = Assert.Throws<TriageDataException>(() => ExampleFile.Parse(file, content));
        Assert.Equal((file, line), (refused.File, refused.Line));
    }

    [Theory]
    [InlineData("no equals sign")]
    [InlineData("x = .. word")]
    [InlineData("x = <nobody> word")]
    public void Patterns_Broken_SayFileAndLine(string content) =>
        Assert.Equal(2, Assert.Throws<TriageDataException>(() => PatternParser.Parse("p.txt", "# first\n" + content)).Line);

    [Fact]
    public void Try_NewExamples_ShowsWhatChanges()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "office.en.txt");
        File.WriteAllText(path, "[sensitive]\nmy gonzalometer has been recalibrated without me\nthe gonzalometer readings about me are wrong\nwho touched my gonzalometer\n");
        var trial = new TriageFixture().Explainer.Try(path);
        Assert.Equal(3, trial.Added.Count);
        Assert.All(trial.Added, change => Assert.True(change.After.Confidence > change.Before.Confidence));
        File.Delete(path);
    }

    [Fact]
    public void Explain_AMessage_ShowsTermsThatWeigh()
    {
        var explanation = new TriageFixture().Explainer.Explain("my mother died yesterday");
        Assert.Equal(TriageRoute.Human, explanation.Decision.Route);
        Assert.Contains(explanation.Terms, term => term.Key.Contains("died", StringComparison.Ordinal) && term.Value > 0);
    }
}
