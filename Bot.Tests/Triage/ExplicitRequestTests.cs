using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Triage;

public sealed class ExplicitRequestTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    [Fact]
    public void Assess_TwoHundredWordings_HonoursAtLeastNinetyNineInAHundred()
    {
        var wordings = PhraseFile.Lines("requests.txt");
        var missed = wordings.Where(text => fixture.Assess(text) is not { Route: TriageRoute.Human, Reason: TriageReason.ExplicitRequest }).ToArray();
        Assert.True(wordings.Length >= 200);
        Assert.True(missed.Length <= wordings.Length / 100, string.Join('\n', missed));
    }

    [Fact]
    public void Assess_TalkAboutPeople_IsNoRequest()
    {
        var wrong = PhraseFile.Lines("not-requests.txt").Where(text => fixture.Assess(text).Route == TriageRoute.Human).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Assess_Request_IsAtOnceWithEvidenceInThePersonsWords()
    {
        var decision = fixture.Assess("Bonjour, tout est lu. Passez-moi un conseiller, merci.");
        Assert.Equal(HandoverMode.AtOnce, decision.Mode);
        Assert.Contains("conseiller", Assert.Single(decision.Evidence), StringComparison.Ordinal);
    }
}
