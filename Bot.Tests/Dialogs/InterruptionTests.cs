using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Dialogs;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Dialogs;

public sealed class InterruptionTests
{
    [Fact]
    public async Task DangerSaidWithYes_IsDangerFirst()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Pouvez-vous regarder mon dossier ?");

        var said = await world.TextsOfAsync("oui, je suis sur un pont");

        Assert.StartsWith(world.Wording.Get("danger.call", "fr").Split('?')[0], said[0], StringComparison.Ordinal);
        Assert.True(Assert.Single(world.Handoffs.Requests) is { DangerToLife: true, Reason: TriageReason.Distress });
    }

    [Theory]
    [InlineData("Et le badge ?", "une personne")]
    [InlineData("What about the badge?", "a person")]
    public async Task AskingForAPerson_InsteadOfChoosing_IsHonoured(string question, string person)
    {
        var world = new OfficeWorld();
        await world.SayAsync(question);

        await world.SayAsync(person);

        Assert.Equal(TriageReason.ExplicitRequest, Assert.Single(world.Handoffs.Requests).Reason);
    }

    [Theory]
    [InlineData("une personne")]
    [InlineData("Ma mère est à l'hôpital.")]
    public async Task AfterAHandoff_WhoNeedsAPersonAgain_GetsOne_AndHasJudgedNothing(string text)
    {
        var world = await ClosedAsync();

        await world.SayAsync(text);

        Assert.Equal(2, world.Handoffs.Requests.Count);
        Assert.DoesNotContain(world.Effects, done => done.Effect is RecordFeedbackEffect);
    }

    [Fact]
    public async Task Satisfaction_IsRecordedWithItsReference_AndAskedOnce()
    {
        var world = await ClosedAsync();

        Assert.Equal(world.Wording.Get("satisfaction.thanks", "fr"), Assert.Single(await world.TextsOfAsync("oui merci")));
        await world.SayAsync("oui");

        Assert.Equal(
            new RecordFeedbackEffect(null, true, world.Handoffs.Requests[0].Reference, null),
            Assert.Single(world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>()));
    }

    [Fact]
    public async Task CorrectedMessage_WhileABotsQuestionIsOpen_IsANewOne()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:1");
        await world.TeamsAsync(chat, Activity.CreateMessage("Et le badge ?"), type: ConversationTypes.Personal);

        await world.TeamsAsync(chat, new Activity { Type = ActivityTypes.MessageUpdate, Id = "in-1", Text = "Comment poser un congé ?", TextFormat = "plain" }, type: ConversationTypes.Personal);
        Assert.StartsWith("Dans Portail RH", world.Texts(chat)[^1], StringComparison.Ordinal);

        // The question of before is not open any more.
        await world.TeamsAsync(chat, Activity.CreateMessage("2"), type: ConversationTypes.Personal);
        Assert.DoesNotContain("Au niveau -1", world.Texts(chat)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoneOfTheChoices_OffersAPersonForTheQuestionItself()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Et le badge ?");
        await world.SayAsync("Autre chose");

        await world.SayAsync("oui");

        Assert.Contains("Et le badge ?", Assert.Single(world.Handoffs.Requests).Brief.Wants, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsAndResults_SurviveJson()
    {
        AssertSurvives(new OfferOptions("Mon dossier", TriageReason.PersonalContext) { Evidence = ["mon"], Alongside = true, Failure = "failure" });
        AssertSurvives(new ClarifyOptions([new ClarifyChoice("leave", "Congé ?")]));
        AssertSurvives(new ClarifyResult(new ClarifyChoice("leave", "Congé ?")));
        AssertSurvives(new AnswerOptions("Congé ?", "leave"));
        AssertSurvives(new SatisfactionOptions("K-204"));
        AssertSurvives(FlowResult.NotAnAnswer);
    }

    private static void AssertSurvives<T>(T value)
    {
        var json = StateJson.Write(value);

        Assert.Equal(json, StateJson.Write(StateJson.ConvertTo<T>(StateJson.Parse(json))));
        Assert.NotEqual("{}", json);
    }

    private static async Task<OfficeWorld> ClosedAsync()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id));
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));
        Assert.Equal(world.Wording.Get("satisfaction.question", "fr"), world.Texts(OfficeWorld.Web)[^1]);
        return world;
    }
}
