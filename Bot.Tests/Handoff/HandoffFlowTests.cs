using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Handoff;

public sealed class HandoffFlowTests
{
    [Theory]
    [InlineData("Je veux parler à une personne.", "Je préviens une personne", "prend le relais", "a terminé", "Comment poser un congé ?", "Dans Portail RH")]
    [InlineData("I want to speak to a human.", "I am letting someone", "is taking over", "has ended", "How do I ask for leave?", "In the HR portal")]
    public async Task WholeLife_AskedAcceptedTalkedClosed_AndTheBotAnswersAgain(string ask, string opened, string accepted, string closed, string question, string answer)
    {
        var world = new OfficeWorld();

        Assert.Contains(opened, (await world.TextsOfAsync(ask))[^1], StringComparison.Ordinal);
        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Matches(@"^[A-Z]-\d{3}$", request.Reference);

        Assert.True((await world.DeskAsync(DeskCommands.Accept, new DeskAccept(request.Id))).Ok);
        Assert.Contains($"Sophie {accepted}", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);

        Assert.True((await world.DeskAsync(DeskCommands.Message, new DeskMessage(request.Id, "Bonjour Ana."))).Ok);
        var message = world.Said[OfficeWorld.Web].Last(activity => activity.Type == ActivityTypes.Message);
        Assert.Equal("Bonjour Ana.", message.Text);
        Assert.Equal("Sophie", message.From!.Name);
        Assert.Equal("bot", message.From.Id);
        Assert.Equal("Sophie", message.ChannelData!.Value.GetProperty("assistant").GetProperty("name").GetString());
        Assert.Null(message.ReplyToId);

        Assert.Empty(await world.SayAsync(question));

        Assert.True((await world.DeskAsync(DeskCommands.Close, new DeskClose(request.Id))).Ok);
        Assert.Contains($"Sophie {closed}", world.Texts(OfficeWorld.Web)[^2], StringComparison.Ordinal);
        Assert.StartsWith(answer, Assert.Single(await world.TextsOfAsync(question)), StringComparison.Ordinal);
        Assert.Equal(
            [HandoffEventKind.Opened, HandoffEventKind.Accepted, HandoffEventKind.Closed],
            world.Handoffs.Events.Select(line => line.Kind));
    }

    [Theory]
    [InlineData("Pouvez-vous regarder mon dossier ?", "fr", "oui, s'il vous plaît")]
    [InlineData("Can you look at my file?", "en", "yes please")]
    [InlineData("Can you look at my file?", "en", "Yes, a person")]
    public async Task Offer_Yes_OpensTheHandoffWithTheQuestionRemembered(string question, string language, string yes)
    {
        var world = new OfficeWorld();

        var said = await world.TextsOfAsync(question);
        Assert.Equal(world.Wording.Get("offer.alongside", language), said[^1]);
        Assert.Equal(3, said.Count);
        Assert.Empty(world.Handoffs.Requests);
        await world.SayAsync(yes);

        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal(TriageReason.PersonalContext, request.Reason);
        Assert.Contains(question, request.Brief.Wants, StringComparison.Ordinal);
        Assert.Equal(language, request.Language);
        Assert.Contains(request.Brief.AlreadySaid, line => line.StartsWith(language == "fr" ? "Dans Portail RH" : "In the HR portal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("C'est ma troisième relance !", "non merci", "fr")]
    [InlineData("This is my third reminder!", "no thanks", "en")]
    public async Task Offer_No_DropsIt_AndTheSameCauseIsNotOfferedAgainForThirtyMinutes(string complaint, string no, string language)
    {
        var world = new OfficeWorld();
        Assert.Equal(world.Wording.Get("offer.AngerOrComplaint", language), (await world.TextsOfAsync(complaint))[^1]);
        Assert.Equal(world.Wording.Get("offer.dropped", language), Assert.Single(await world.TextsOfAsync(no)));

        Assert.DoesNotContain(world.Wording.Get("offer.AngerOrComplaint", language), await world.TextsOfAsync(complaint));
        Assert.Empty(world.Handoffs.Requests);

        await world.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Contains(world.Wording.Get("offer.AngerOrComplaint", language), await world.TextsOfAsync(complaint));
    }

    [Theory]
    [InlineData("Je suis sur un pont et je veux en finir", "3114", "Vous avez bien fait d'écrire", "fr")]
    [InlineData("I am on a bridge and want to end it", "3114", "You did well to write", "en")]
    public async Task DangerToLife_GivesTheNumbersFirst_ThenHandsOverOnTop(string text, string number, string opened, string language)
    {
        var world = new OfficeWorld();

        var said = await world.TextsOfAsync(text);

        Assert.Equal(world.Wording.Get("danger", language), said[0]);
        Assert.Contains(number, said[0], StringComparison.Ordinal);
        Assert.StartsWith(opened, said[1], StringComparison.Ordinal);
        var request = Assert.Single(world.Handoffs.Requests);
        Assert.True(request is { DangerToLife: true, Confidential: true });
        Assert.Empty(world.Answerer.Requests);
    }

    [Fact]
    public async Task GraveReasons_AreHandedOverAgainWithoutALimit()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Ma mère est à l'hôpital.");
        await world.SayAsync("annuler");

        await world.SayAsync("Ma mère est à l'hôpital.");

        Assert.Equal(2, world.Handoffs.Requests.Count);
    }

    [Theory]
    [InlineData("Je veux parler à une personne.", "Merci de me répondre vite", "annuler", "fr")]
    [InlineData("I want to speak to a human.", "Please answer me soon", "cancel", "en")]
    public async Task Waiting_AcknowledgesOnce_AndCanBeWithdrawn(string ask, string more, string cancel, string language)
    {
        var world = new OfficeWorld();
        await world.SayAsync(ask);
        var reference = world.Handoffs.Requests[0].Reference;

        Assert.Equal(world.Wording.Get("handoff.passedOn", language, ("reference", reference)), Assert.Single(await world.TextsOfAsync(more)));
        Assert.Empty(await world.SayAsync(more));
        Assert.Equal(world.Wording.Get("handoff.withdrawn", language, ("reference", reference)), Assert.Single(await world.TextsOfAsync(cancel)));

        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests[0].State);
        Assert.Equal(HandoffEventKind.Withdrawn, world.Handoffs.Events[^1].Kind);
    }

    [Fact]
    public async Task Waiting_RoutineQuestion_IsStillAnswered_ButNotWhenSomethingGraveWaits()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        Assert.StartsWith("Au niveau -1", Assert.Single(await world.TextsOfAsync("Où se garer ?")), StringComparison.Ordinal);

        var grave = new OfficeWorld();
        await grave.SayAsync("Ma mère est à l'hôpital.");
        await grave.SayAsync("Où se garer ?");
        Assert.Empty(grave.Answerer.Requests);
    }

    [Fact]
    public async Task Waiting_TurningGrave_BecomesConfidentialAndUrgent()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");

        var said = await world.TextsOfAsync("Je suis sur un pont et je veux en finir");

        Assert.Equal(world.Wording.Get("danger", "fr"), said[0]);
        Assert.True(world.Handoffs.Requests.Single() is { DangerToLife: true, Confidential: true, Version: 2 });
    }

    [Fact]
    public async Task Waiting_LongerThanTheReminder_IsTold()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");

        await world.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(world.Wording.Get("handoff.stillWaiting", "fr", ("reference", world.Handoffs.Requests[0].Reference)), world.Texts(OfficeWorld.Web)[^1]);
    }

    [Fact]
    public async Task Accept_SecondAssistant_IsToldWhoWon()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        var id = world.Handoffs.Requests[0].Id;

        var first = await world.DeskAsync(DeskCommands.Accept, new DeskAccept(id));
        var again = await world.DeskAsync(DeskCommands.Accept, new DeskAccept(id));
        var second = await world.DeskAsync(DeskCommands.Accept, new DeskAccept(id), "Karim");

        Assert.True(first.Ok && again.Ok);
        Assert.Equal(new DeskResult(false, "Sophie a déjà pris cette demande.", "Sophie"), second);
        Assert.Single(world.Texts(OfficeWorld.Web), text => text.Contains("Sophie prend le relais", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_WhileBeingAccepted_GetsNoAnswerAfterTheHumanEntered()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        var id = world.Handoffs.Requests[0].Id;
        var before = world.Texts(OfficeWorld.Web).Count;
        world.Answerer.OnAnswer = async () => await world.DeskAsync(DeskCommands.Accept, new DeskAccept(id));

        await world.SayAsync("Où se garer ?");

        Assert.Equal(1, world.Reruns);
        Assert.Contains("Sophie prend le relais", Assert.Single(world.Texts(OfficeWorld.Web).Skip(before)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeskCommand_FromAnywhereElse_IsRefusedAndChangesNothing()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        var id = world.Handoffs.Requests[0].Id;
        var forged = new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = DeskCommands.Accept,
            Value = JsonSerializer.SerializeToElement(new { handoffId = id, assistantId = "desk-Sophie", status = "Accepted" }),
        };

        var response = await world.RunAsync(OfficeWorld.Web, forged, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));

        Assert.Equal(403, response!.Status);
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
    }

    [Theory]
    [InlineData("handoff/accepted")]
    [InlineData("handoff/assistant-said")]
    [InlineData("handoff/closed")]
    [InlineData("handoff/idle")]
    [InlineData("handoff/moved-here")]
    public async Task InternalEvent_PostedByAClient_DoesNothing(string name)
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        var before = world.Texts(OfficeWorld.Web).Count;
        var value = JsonSerializer.SerializeToElement(new { handoffId = world.Handoffs.Requests[0].Id, text = "faux", actorName = "Sophie" });

        await world.RunAsync(OfficeWorld.Web, Activity.CreateEvent(name, value), new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));

        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
    }

    [Fact]
    public async Task DeskCommand_ForAnotherConversationsHandoff_IsUnknown()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");

        var elsewhere = await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id), conversation: new ConversationKey(ChannelIds.Directline, "web-2"));
        var unknown = await world.DeskAsync(DeskCommands.Accept, new DeskAccept("nothing"));

        Assert.False(elsewhere.Ok);
        Assert.Equal(unknown, elsewhere);
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
    }

    [Fact]
    public async Task OnlyTheAccepter_WritesTransfersAndCloses()
    {
        var world = await AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;
        var before = world.Texts(OfficeWorld.Web).Count;

        Assert.Equal("Sophie", (await world.DeskAsync(DeskCommands.Message, new DeskMessage(id, "Bonjour"), "Karim")).Winner);
        Assert.Equal("Sophie", (await world.DeskAsync(DeskCommands.Close, new DeskClose(id), "Karim")).Winner);
        Assert.Equal("Sophie", (await world.DeskAsync(DeskCommands.Transfer, new DeskTransfer(id), "Karim")).Winner);
        Assert.False((await world.DeskAsync(DeskCommands.Message, new DeskMessage(id, "  "))).Ok);

        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);
        Assert.Equal(HandoffState.Accepted, world.Handoffs.Requests[0].State);
    }

    [Fact]
    public async Task Note_IsKeptAndNeverReachesThePerson()
    {
        var world = await AcceptedAsync();
        await world.ChooseChannelAsync();
        const string Canary = "note-7f3a: dossier fragile";

        var result = await world.DeskAsync(DeskCommands.Note, new DeskNote(world.Handoffs.Requests[0].Id, Canary));
        await world.DeskAsync(DeskCommands.Message, new DeskMessage(world.Handoffs.Requests[0].Id, "Bonjour Ana."));
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));

        Assert.True(result.Ok);
        Assert.Equal(Canary, world.Handoffs.Events.Single(line => line.Kind == HandoffEventKind.Note).Text);
        foreach (var (_, effect) in world.Effects.Where(done => done.Effect is not HandoffNoteEffect))
            Assert.DoesNotContain(Canary, effect.ToString(), StringComparison.Ordinal);
        foreach (var activity in world.Said.Values.SelectMany(said => said))
            Assert.DoesNotContain(Canary, ActivityJson.Write(activity), StringComparison.Ordinal);
        // The signal between conversations has no room for a note: every one of its members is named here.
        Assert.Equal(
            ["ActorId", "ActorName", "Decision", "HandoffId", "IsMember", "Language", "MessageId", "PreviousName", "Text"],
            typeof(AssistantBot.Handoff.Relay.HandoffSignal).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public async Task Transfer_ToAnother_AndBackToTheQueue_IsToldToThePerson()
    {
        var world = await AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;

        await world.DeskAsync(DeskCommands.Transfer, new DeskTransfer(id, "desk-Karim", "Karim"));
        Assert.Contains("Sophie passe la main à Karim", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);

        await world.DeskAsync(DeskCommands.Transfer, new DeskTransfer(id), "Karim");
        Assert.Contains("Karim passe la main", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
        Assert.True((await world.DeskAsync(DeskCommands.Accept, new DeskAccept(id), "Nadia")).Ok);
    }

    [Fact]
    public async Task DeskMessage_EditedAndDeleted_ChangesWhatThePersonSees()
    {
        var world = await AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;
        await world.DeskAsync(DeskCommands.Message, new DeskMessage(id, "Lundi", "m1"));

        await world.DeskAsync(DeskCommands.Edit, new DeskEdit(id, "m1", "Mardi"));
        Assert.Contains("Mardi", world.Texts(OfficeWorld.Web));
        Assert.DoesNotContain("Lundi", world.Texts(OfficeWorld.Web));

        await world.DeskAsync(DeskCommands.Edit, new DeskEdit(id, "m1", null));
        Assert.DoesNotContain("Mardi", world.Texts(OfficeWorld.Web));
    }

    [Fact]
    public async Task LastMessageBeforeClosing_IsDelivered()
    {
        var world = await AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;

        await world.DeskAsync(DeskCommands.Message, new DeskMessage(id, "Bonne journée."));
        await world.DeskAsync(DeskCommands.Close, new DeskClose(id));

        Assert.Equal("Bonne journée.", world.Texts(OfficeWorld.Web)[^3]);
    }

    [Theory]
    [InlineData("oui", true)]
    [InlineData("Non", false)]
    public async Task Close_AsksWhetherItHelped_AndStoresTheReply(string reply, bool helpful)
    {
        var world = await AcceptedAsync();
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));
        Assert.Equal("Cet échange vous a-t-il aidé ?", world.Texts(OfficeWorld.Web)[^1]);

        Assert.Equal("Merci, c'est noté.", Assert.Single(await world.TextsOfAsync(reply)));

        Assert.Equal(
            new RecordFeedbackEffect(null, helpful, world.Handoffs.Requests[0].Reference, null),
            world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>().Single());
    }

    [Fact]
    public async Task Idle_ForHalfAnHour_ClosesIt_AndTalkPutsItOff()
    {
        var world = await AcceptedAsync();
        await world.PassAsync(TimeSpan.FromMinutes(20));
        await world.SayAsync("Je suis toujours là");
        await world.PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(HandoffState.Accepted, world.Handoffs.Requests[0].State);

        await world.PassAsync(TimeSpan.FromMinutes(11));

        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests[0].State);
        Assert.Contains("Sans message depuis 30 minutes", world.Texts(OfficeWorld.Web)[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileAnAssistantTalks_ThumbsAndReloadsDrawNoWordFromTheBot()
    {
        var world = new OfficeWorld();
        var answer = (await world.SayAsync("Comment poser un congé ?"))[^1];
        await world.SayAsync("Ma mère est à l'hôpital.");
        await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id));
        var before = world.Texts(OfficeWorld.Web).Count;
        var person = new TurnIdentity(TurnOrigin.DirectLine, "dl_ana");
        var thumb = answer.Entities![0].Properties!["potentialAction"][1].Deserialize<Entity>(ActivityJson.Options)!;

        await world.RunAsync(OfficeWorld.Web, new Activity { Type = ActivityTypes.Event, Name = "webchat:activity-status/feedback", Entities = [thumb] }, person);
        await world.RunAsync(OfficeWorld.Web, Activity.CreateEvent(EventNames.WebChatJoin), person);
        await world.SayAsync("/help");

        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);
        Assert.Single(world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>());
    }

    [Fact]
    public async Task GraveFirstMessage_IsStillToldThatThisIsAMachine()
    {
        var said = await new OfficeWorld().TextsOfAsync("Ma mère est à l'hôpital.");

        Assert.Contains("assistant automatique", said[0], StringComparison.Ordinal);
        Assert.StartsWith("Vous avez bien fait d'écrire", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_EndsTheConversation()
    {
        var world = await AcceptedAsync();

        await world.SayAsync("terminer");

        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests[0].State);
        Assert.Contains("L'échange avec Sophie est terminé", world.Texts(OfficeWorld.Web)[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandoffEvents_AreEmittedOnTheWeb_AndForeignOnesNeverFail()
    {
        var world = await AcceptedAsync();
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));

        var events = world.Said[OfficeWorld.Web].Where(activity => activity.Type == ActivityTypes.Event).ToList();
        Assert.Equal(["handoff.initiate", "handoff.status", "handoff.status"], events.Select(activity => activity.Name));
        Assert.Equal("completed", events[^1].Value!.Value.GetProperty("state").GetString());

        foreach (var value in new[] { """{"state":"typing"}""", "7", "null", """{"state":"accepted"}""" })
        {
            await world.RunAsync(
                OfficeWorld.Web, Activity.CreateEvent("handoff.status", JsonSerializer.Deserialize<JsonElement>(value)), new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        }

        await world.RunAsync(OfficeWorld.Web, Activity.CreateEvent("handoff.initiate"), new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        Assert.Equal(TriageReason.ExplicitRequest, world.Handoffs.Requests[^1].Reason);
        Assert.Equal(2, world.Handoffs.Requests.Count);
    }

    [Fact]
    public void References_AreShort_AndNeverTheSameTwice()
    {
        var references = Enumerable.Range(1, 50_000).Select(row => HandoffReferences.Of(row)).ToList();

        Assert.Equal(references.Count, references.Distinct().Count());
        Assert.All(references, reference => Assert.Matches(@"^[A-Z]-\d{3,4}$", reference));
        Assert.Equal("K-204", HandoffReferences.Of(104 * 18));
    }

    private static async Task<OfficeWorld> AcceptedAsync()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je veux parler à une personne.");
        await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id));
        return world;
    }
}
