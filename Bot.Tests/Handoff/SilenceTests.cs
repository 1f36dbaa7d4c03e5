using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Handoff;

/// <summary>Somebody in distress who does not answer any more.</summary>
public sealed class SilenceTests
{
    [Theory]
    [InlineData("Je dors mal ces temps-ci.", "fr")]
    [InlineData("I sleep badly these days.", "en")]
    public async Task Offer_NotAnswered_FollowsUpOnce_AndBringsInAPerson(string text, string language)
    {
        var world = new OfficeWorld();
        Assert.Equal(world.Wording.Get("offer.Distress", language), (await world.TextsOfAsync(text))[^1]);

        await world.PassAsync(TimeSpan.FromMinutes(9));
        Assert.Empty(world.Handoffs.Requests);
        await world.PassAsync(TimeSpan.FromMinutes(1));

        var request = Assert.Single(world.Handoffs.Requests);
        Assert.True(request is { Reason: TriageReason.Distress, Confidential: true, State: HandoffState.Waiting, PersonName: "Ana" });
        Assert.Contains(text, request.Brief.Wants, StringComparison.Ordinal);
        Assert.Equal(world.Wording.Get("silence.offer", language, ("reference", request.Reference)), world.Texts(OfficeWorld.Web)[^1]);
        Assert.Contains(world.Handoffs.Events, line => line.Kind == HandoffEventKind.WentSilent);
    }

    [Theory]
    [InlineData("oui")]
    [InlineData("non merci")]
    [InlineData("Comment poser un congé ?")]
    public async Task Offer_Answered_IsNotFollowedUp(string answer)
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je dors mal ces temps-ci.");
        await world.SayAsync(answer);
        var requests = world.Handoffs.Requests.Count;

        await world.PassAsync(TimeSpan.FromMinutes(9.5));
        await world.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(requests, world.Handoffs.Requests.Count);
        Assert.DoesNotContain(world.Handoffs.Events, line => line.Kind == HandoffEventKind.WentSilent);
    }

    [Fact]
    public async Task FollowUp_CanBeDeclined_AndComesOnce()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Je dors mal ces temps-ci.");
        await world.PassAsync(TimeSpan.FromMinutes(10));

        await world.SayAsync("annuler");
        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests.Single().State);
        await world.PassAsync(TimeSpan.FromHours(2));

        Assert.Single(world.Texts(OfficeWorld.Web), text => text.StartsWith("Vous n'avez pas répondu", StringComparison.Ordinal));
        Assert.Single(world.Handoffs.Requests);
    }

    [Fact]
    public async Task OtherOffers_AreNotFollowedUp()
    {
        var world = new OfficeWorld();
        await world.SayAsync("C'est ma troisième relance !");

        await world.PassAsync(TimeSpan.FromHours(1));

        Assert.Empty(world.Handoffs.Requests);
    }

    [Fact]
    public async Task Waiting_InDistress_IsToldOnceWithTheNumbers_AndTheTeamIsToldAgain()
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.SayAsync("Ma mère est à l'hôpital.");

        await world.PassAsync(TimeSpan.FromMinutes(10));
        await world.PassAsync(TimeSpan.FromMinutes(50));

        var told = Assert.Single(world.Texts(OfficeWorld.Web), text => text.StartsWith("Votre message attend encore", StringComparison.Ordinal));
        Assert.Contains("3114", told, StringComparison.Ordinal);
        Assert.Contains(world.Wording.Get("thread.stillWaiting", "fr"), world.Texts(world.Handoffs.Requests.Single().Thread!.Value));
    }

    [Fact]
    public async Task Accepted_InDistress_TheAssistantIsAlertedOnceForEachSilence_AndTimeClosesItOnlyMuchLater()
    {
        var chat = new ConversationKey(ChannelIds.Msteams, "a:sophie");
        var world = new OfficeWorld();
        await world.TeamsAsync(chat, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.SayAsync("Ma mère est à l'hôpital.");
        var id = world.Handoffs.Requests.Single().Id;
        await world.RunAsync(
            OfficeWorld.Web,
            new Activity { Type = ActivityTypes.Invoke, Name = DeskCommands.Accept, Value = System.Text.Json.JsonSerializer.SerializeToElement(new DeskAccept(id), HandoffJson.Default.DeskAccept) },
            new TurnIdentity(TurnOrigin.Desk, "aad-Sophie") { IsMember = true, Name = "Sophie" });
        var before = world.Texts(OfficeWorld.Web).Count;
        var alert = world.Wording.Get("thread.silent", "fr", ("minutes", "10"));

        await world.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Single(world.Texts(chat), alert);
        await world.PassAsync(TimeSpan.FromMinutes(45));
        Assert.Single(world.Texts(chat), alert);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);
        Assert.Equal(HandoffState.Accepted, world.Handoffs.Requests.Single().State);

        await world.SayAsync("Je suis là.");
        await world.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(2, world.Texts(chat).Count(text => text == alert));

        await world.PassAsync(TimeSpan.FromHours(12));
        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests.Single().State);
    }
}
