using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

public sealed class TeamsThreadTests
{
    [Fact]
    public async Task Open_PostsTheCardAsANewThreadOfTheChosenChannel()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");

        var post = world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().First();
        Assert.Equal("19:assist@thread.tacv2", post.NewThread!.ChannelData!.Value.GetProperty("channel").GetProperty("id").GetString());
        Assert.Equal("https://smba.example/", post.Reference!.ServiceUrl);
        Assert.Equal("28:bot", post.Reference.Bot!.Id);
        var card = world.Card();
        Assert.Contains("Une personne a besoin de vous", card, StringComparison.Ordinal);
        Assert.Contains("Ana", card, StringComparison.Ordinal);
        Assert.Contains(world.Handoffs.Requests[0].Id, card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ma mère est à l'hôpital, je n'en peux plus.", "Demande confidentielle", "hôpital")]
    [InlineData("My mother is in hospital, I cannot cope.", "Confidential request", "hospital")]
    public async Task Confidential_ShowsNothingPersonalInTheChannel_Ever(string text, string title, string secret)
    {
        var world = await TeamsOffice.OpenAsync(text);
        var request = world.Handoffs.Requests[0];
        Assert.Contains(title, world.Card(), StringComparison.Ordinal);

        await world.SayAsync(text + " encore");
        await world.ExecuteAsync(HandoffVerbs.Accept, "Sophie");
        await world.SayAsync(text + " toujours");
        await world.DeskAsync(DeskCommands.Message, new DeskMessage(request.Id, "hospital hôpital"), "Sophie");
        await world.ExecuteAsync(HandoffVerbs.Close, "Sophie");

        Assert.Single(world.Said[world.Thread()]);
        var everything = string.Join('\n', world.Effects.Where(done => done.Conversation == world.Thread()).Select(done => done.Effect).Select(effect => effect switch
        {
            SendActivityEffect sent => ActivityJson.Write(sent.Activity),
            UpdateActivityEffect updated => ActivityJson.Write(updated.Activity),
            _ => "",
        }))
            + string.Join('\n', world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().Where(post => post.To == world.Thread()).Select(post => ActivityJson.Write(post.Activity)));
        Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ana", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Reference, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thread_OnlyMentionsGoToThePerson_AndThePersonIsHeard()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");
        await world.ExecuteAsync(HandoffVerbs.Accept, "Paul");
        var before = world.Texts(OfficeWorld.Web).Count;

        await world.TeamsAsync(world.Thread(), Activity.CreateMessage("Qui connaît ce dossier ?"), "Paul");
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);

        await world.TeamsAsync(world.Thread(), OfficeWorld.Mention("Bonjour Ana, je regarde."), "Paul");
        var said = world.Said[OfficeWorld.Web].Last(activity => activity.Type == ActivityTypes.Message);
        Assert.Equal("Bonjour Ana, je regarde.", said.Text);
        Assert.Equal("Paul", said.From!.Name);

        Assert.Empty(await world.SayAsync("Merci *beaucoup* <at>Bot</at>"));
        Assert.Equal(@"**Ana** : Merci \*beaucoup\* \<at\>Bot\</at\>", world.Texts(world.Thread())[^1]);
    }

    [Fact]
    public async Task Thread_WhoHasNotAccepted_IsToldThatNothingWasPassedOn()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");
        var before = world.Texts(OfficeWorld.Web).Count;

        await world.TeamsAsync(world.Thread(), OfficeWorld.Mention("Bonjour"), "Paul");
        Assert.Contains("acceptez-la d'abord", world.Texts(world.Thread())[^1], StringComparison.Ordinal);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);

        await world.ExecuteAsync(HandoffVerbs.Accept, "Paul");
        await world.TeamsAsync(world.Thread(), OfficeWorld.Mention("Bonjour"), "Karim");
        Assert.StartsWith("Paul suit cette demande", world.Texts(world.Thread())[^1], StringComparison.Ordinal);
        Assert.Equal(before + 1, world.Texts(OfficeWorld.Web).Count);
    }

    [Fact]
    public async Task Edits_PassBothWays()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");
        await world.ExecuteAsync(HandoffVerbs.Accept, "Paul");
        var message = OfficeWorld.Mention("Rendez-vous lundi");
        message.Id = "teams-1";
        await world.TeamsAsync(world.Thread(), message, "Paul");

        var edit = OfficeWorld.Mention("Rendez-vous mardi");
        edit.Id = "teams-1";
        edit.Type = ActivityTypes.MessageUpdate;
        await world.TeamsAsync(world.Thread(), edit, "Paul");
        Assert.Contains("Rendez-vous mardi", world.Texts(OfficeWorld.Web));
        Assert.DoesNotContain("Rendez-vous lundi", world.Texts(OfficeWorld.Web));

        await world.RunAsync(OfficeWorld.Web, new Activity { Type = ActivityTypes.MessageUpdate, Id = "w1", Text = "Plutôt jeudi" }, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        Assert.Equal("**Ana** a corrigé son message : Plutôt jeudi", world.Texts(world.Thread())[^1]);
    }

    [Fact]
    public async Task Withdrawn_ChangesTheCard()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");

        await world.SayAsync("annuler");

        Assert.Contains("Demande retirée", world.Card(), StringComparison.Ordinal);
        Assert.DoesNotContain("Je prends", world.Card(), StringComparison.Ordinal);
        Assert.False((await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id))).Ok);
    }
}
