using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

/// <summary>What assistants do with a handoff, and who may.</summary>
public sealed class HandoffDeskTests
{
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
        var world = await OfficeWorld.AcceptedAsync();
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
        var world = await OfficeWorld.AcceptedAsync();
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
            ["ActorId", "ActorName", "Cards", "Decision", "Files", "HandoffId", "IsMember", "Language", "MessageId", "Posts", "PreviousName", "Text"],
            typeof(AssistantBot.Handoff.Relay.HandoffSignal).GetProperties().Select(property => property.Name).Order());
    }

    [Fact]
    public async Task Transfer_ToAnother_AndBackToTheQueue_IsToldToThePerson()
    {
        var world = await OfficeWorld.AcceptedAsync();
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
        var world = await OfficeWorld.AcceptedAsync();
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
        var world = await OfficeWorld.AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;

        await world.DeskAsync(DeskCommands.Message, new DeskMessage(id, "Bonne journée."));
        await world.DeskAsync(DeskCommands.Close, new DeskClose(id));

        Assert.Equal("Bonne journée.", world.Texts(OfficeWorld.Web)[^3]);
    }
}
