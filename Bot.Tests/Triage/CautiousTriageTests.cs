using System.Text.Json;
using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Triage;

public sealed class CautiousTriageTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    [Theory]
    [InlineData("Je suis désolé de vous déranger, où est la salle 12 ?")]
    [InlineData("Where do I find the bullying policy?")]
    [InlineData("mon écran reste noir")]
    [InlineData("I'd like a third monitor please")]
    [InlineData("youpi, je suis prise ! à quelle heure ouvre l'accueil lundi ?")]
    [InlineData("how long is the notice period")]
    [InlineData("Recrutez-vous en ce moment ?")]
    [InlineData("Are you hiring at the moment?")]
    public void Assess_Routine_StaysWithTheMachine(string text) => Assert.Equal(TriageRoute.Routine, fixture.Assess(text).Route);

    [Theory]
    [InlineData("mon père est décédé hier, combien de jours ai-je ?", TriageReason.Sensitive)]
    [InlineData("je n'arrive plus à dormir, je pleure tout le temps", TriageReason.Distress)]
    [InlineData("ça ne va pas en ce moment", TriageReason.Distress)]
    [InlineData("c'est dur en ce moment", TriageReason.Distress)]
    [InlineData("my manager humiliates me in front of the team every morning", TriageReason.Conflict)]
    [InlineData("troisième relance, votre service est une honte, remboursez-moi", TriageReason.AngerOrComplaint)]
    [InlineData("I was sexually harassed by a colleague", TriageReason.Sensitive)]
    public void Assess_NeedsAPerson_NamesTheReason(string text, TriageReason reason)
    {
        var decision = fixture.Assess(text);
        Assert.Equal((TriageRoute.Human, reason), (decision.Route, decision.Reason));
        Assert.NotEmpty(decision.Evidence);
    }

    [Fact]
    public void Assess_OneGraveSentenceAmongMany_GoesToAPerson()
    {
        var text = "Bonjour. Merci pour le lien, il marche. La salle 4 est réservée. Au fait, ma femme est morte dimanche et je ne tiens plus debout. Bonne journée.";
        Assert.Equal(TriageRoute.Human, fixture.Assess(text).Route);
    }

    [Fact]
    public void Assess_OddText_NeverThrows()
    {
        string[] odd =
        [
            string.Empty, " ", "\0", "\ud83d", "\ude00", "????", "....", "'''", "’", ":(", "://", new('a', 100_000), new('\'', 5000),
            string.Concat(Enumerable.Repeat("\u0301", 500)), "العربية 中文 עברית", "<script>alert(1)</script>", "a'b'c'd n't 'll", "ﬁ ﷺ ½ ①",
        ];
        foreach (var text in odd)
        {
            var decision = fixture.Assess(text);
            Assert.InRange(decision.Confidence, 0, 1);
        }
    }

    [Fact]
    public void Assess_NaughtyStrings_NeverThrows()
    {
        if (PhraseFile.SharedData("public/blns/blns.json") is not { } path)
        {
            return;
        }

        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!)
        {
            Assert.NotNull(fixture.Assess(text));
        }
    }

    [Fact]
    public void Assess_SameInput_SameDecision()
    {
        using var again = TriageFixture.Services([]);
        var triage = (ITriage)again.GetService(typeof(ITriage))!;
        foreach (var text in PhraseFile.Lines("not-requests.txt"))
        {
            Assert.Equal(fixture.Assess(text).Confidence, triage.Assess(new TriageInput(text)).Confidence);
        }
    }

    [Fact]
    public void Assess_DevelopmentData_KeepsItsQuality()
    {
        if (PhraseFile.SharedData("routing_dev.jsonl") is not { } path)
        {
            return;
        }

        var rows = File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)
            .Select(row => (Human: row.GetProperty("label").GetString() == "human", Said: fixture.Assess(row.GetProperty("text").GetString()!).Route == TriageRoute.Human))
            .ToArray();
        var hits = (double)rows.Count(row => row.Human && row.Said);
        Assert.True(hits / rows.Count(row => row.Human) >= 0.88, "recall");
        Assert.True(hits / rows.Count(row => row.Said) >= 0.82, "precision");
    }
}
