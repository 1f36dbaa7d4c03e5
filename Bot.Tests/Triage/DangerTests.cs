using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Triage;

public sealed class DangerTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    [Fact]
    public void Assess_DangerToLife_IsSeenAndHandedOverAtOnce()
    {
        var missed = PhraseFile.Lines("danger.txt").Where(text => fixture.Assess(text) is not { DangerToLife: true, Route: TriageRoute.Human, Mode: HandoverMode.AtOnce }).ToArray();
        Assert.True(missed.Length == 0, string.Join('\n', missed));
    }

    [Fact]
    public void Assess_FiguresOfSpeechAndPrevention_AreNoDanger()
    {
        var wrong = PhraseFile.Lines("not-danger.txt").Where(text => fixture.Assess(text).DangerToLife).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Assess_DangerBuriedInALongMessage_IsSeen()
    {
        var padding = string.Concat(Enumerable.Repeat("Voici le compte rendu de la réunion de mardi. ", 200));
        Assert.True(fixture.Assess(padding + "Je veux mourir.").DangerToLife);
        Assert.True(fixture.Assess("Je veux mourir. " + padding).DangerToLife);
    }
}
