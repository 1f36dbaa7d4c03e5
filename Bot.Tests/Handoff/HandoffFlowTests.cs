using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
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
    [InlineData("une personne")]
    [InlineData("un humain")]
    [InlineData("ouais carrément")]
    [InlineData("pourquoi pas")]
    [InlineData("👍")]
    [InlineData("Non, plus de robot : je veux parler à une personne")]
    public async Task Offer_AnyAgreementOrAPersonInAnyWording_IsAYes_ForTheCauseThatWasOffered(string yes)
    {
        var world = new OfficeWorld();
        await world.SayAsync("C'est ma troisième relance !");

        await world.SayAsync(yes);

        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal(TriageReason.AngerOrComplaint, request.Reason);
        Assert.Contains("troisième relance", request.Brief.Wants, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("non")]
    [InlineData("c'est bon, merci")]
    [InlineData("pas maintenant")]
    [InlineData("ça ira")]
    [InlineData("laissez tomber")]
    public async Task Offer_Declined_IsDropped(string no)
    {
        var world = new OfficeWorld();
        await world.SayAsync("C'est ma troisième relance !");

        Assert.Equal(world.Wording.Get("offer.dropped", "fr"), Assert.Single(await world.TextsOfAsync(no)));
        Assert.Empty(world.Handoffs.Requests);
    }

    [Fact]
    public async Task AfterAClose_TheSameCauseIsNotHandedOverAgainForThirtyMinutes_ButARequestIs()
    {
        var world = await OfficeWorld.AcceptedAsync("C'est inadmissible !");
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));

        await world.SayAsync("C'est vraiment inadmissible !");
        Assert.Single(world.Handoffs.Requests);
        await world.SayAsync("Je veux parler à une personne.");
        Assert.Equal(2, world.Handoffs.Requests.Count);
        await world.SayAsync("annuler");

        await world.PassAsync(TimeSpan.FromMinutes(31));
        await world.SayAsync("C'est toujours inadmissible !");
        Assert.Equal(3, world.Handoffs.Requests.Count);
    }

    [Theory]
    [InlineData("Ma mère est à l'hôpital.")]
    [InlineData("On me harcèle.")]
    [InlineData("Je suis sur un pont et je veux en finir")]
    [InlineData("Je veux parler à une personne.")]
    public async Task AfterAClose_GraveMattersDangerAndRequests_AreHandedOverAgainAtOnce(string text)
    {
        var world = await OfficeWorld.AcceptedAsync(text);
        await world.DeskAsync(DeskCommands.Close, new DeskClose(world.Handoffs.Requests[0].Id));

        await world.SayAsync(text);

        Assert.Equal(2, world.Handoffs.Requests.Count);
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

    [Fact]
    public async Task HandoffEvents_AreEmittedOnTheWeb_AndForeignOnesNeverFail()
    {
        var world = await OfficeWorld.AcceptedAsync();
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
}
