using AssistantBot.BotFramework.Schema;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Dialogs;

public sealed class MessageJudgementTests
{
    [Fact]
    public async Task Message_ModelSeesDistressThatTriageMissed_GoesToAPersonWithoutAnAnswer()
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => FakeModelJudge.Human(TriageReason.Distress);

        await world.SayAsync("Comment poser un congé ? Je n'en peux plus.");

        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal(TriageReason.Distress, request.Reason);
        Assert.Empty(world.Answerer.Requests);
        var noted = Assert.Single(world.Effects.Select(effect => effect.Effect).OfType<TriageDisagreementEffect>());
        Assert.Equal((TriageReason.None, TriageReason.Distress, TriageReason.Distress), (noted.Reason, noted.ModelReason, noted.Outcome));
    }

    [Fact]
    public async Task Message_ModelSeesDangerThatTriageMissed_TheEmergencyLineComesFirst()
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => FakeModelJudge.Human(TriageReason.Distress) with { DangerToLife = true };

        var said = await world.TextsOfAsync("Il n'y aura plus de lundi pour moi.");

        Assert.Contains("3114", said[0], StringComparison.Ordinal);
        Assert.True(Assert.Single(world.Handoffs.Requests).DangerToLife);
    }

    [Fact]
    public async Task Message_ModelCallsAPersonalCaseRoutine_APersonIsOfferedAllTheSame()
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => FakeModelJudge.Routine();

        await world.SayAsync("Pouvez-vous regarder mon dossier ?");

        var noted = Assert.Single(world.Effects.Select(effect => effect.Effect).OfType<TriageDisagreementEffect>());
        Assert.Equal((TriageReason.PersonalContext, TriageReason.None, TriageReason.PersonalContext), (noted.Reason, noted.ModelReason, noted.Outcome));
    }

    [Theory]
    [InlineData("Je suis à l'hôpital")]
    [InlineData("Je suis sur le pont")]
    [InlineData("Je veux parler à une personne")]
    public async Task Message_TriageIsSure_TheModelIsNotAskedAndCannotLower(string text)
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => FakeModelJudge.Routine();

        await world.SayAsync(text);

        Assert.Empty(world.Judge.Requests);
        Assert.Single(world.Handoffs.Requests);
    }

    [Theory]
    [InlineData("Bonjour")]
    [InlineData("Merci")]
    [InlineData("aide")]
    public async Task SmallTalk_CostsNoCall(string text)
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => FakeModelJudge.Human(TriageReason.Distress);

        await world.SayAsync(text);

        Assert.Empty(world.Judge.Requests);
        Assert.Empty(world.Handoffs.Requests);
    }

    [Fact]
    public async Task FollowUp_ModelCompletesIt_IsAnsweredAndRememberedComplete()
    {
        var world = new OfficeWorld();
        world.Judge.Script = request => FakeModelJudge.Routine(request.History.Count > 1 ? "Combien de congé pour les stagiaires ?" : null);

        await world.SayAsync("Comment poser un congé ?");
        await world.SayAsync("et pour les stagiaires ? congé aussi ?");
        await world.SayAsync("Où se garer ?");

        Assert.Equal([null, "Combien de congé pour les stagiaires ?", "Combien de congé pour les stagiaires ?"], world.Answerer.Requests.Select(request => request.Standalone));
        Assert.Equal("et pour les stagiaires ? congé aussi ?", world.Answerer.Requests[1].Text);
        Assert.Contains("Combien de congé pour les stagiaires ?", world.Answerer.Requests[2].Earlier);
        Assert.All(world.Answerer.Requests, request => Assert.Equal(("dl_ana", ChannelIds.Directline), (request.Caller!.PersonId, request.Caller.Site)));
        Assert.All(world.Judge.Requests, request => Assert.Equal("dl_ana", request.Caller!.PersonId));
    }

    [Fact]
    public async Task Message_ModelSaysNothing_TriageDecidesAlone()
    {
        var world = new OfficeWorld();
        world.Judge.Script = _ => null;

        await world.SayAsync("Comment poser un congé ?");

        Assert.Single(world.Answerer.Requests);
        Assert.Empty(world.Effects.Select(effect => effect.Effect).OfType<TriageDisagreementEffect>());
    }
}
