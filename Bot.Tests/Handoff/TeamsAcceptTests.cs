using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

public sealed class TeamsAcceptTests
{
    [Fact]
    public async Task Confidential_ReachesTheAcceptersPrivateChat_AndIsAnsweredThere()
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.TeamsAsync(TeamsOffice.Private, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.SayAsync("Ma mère est à l'hôpital.");

        await world.ExecuteAsync(HandoffVerbs.Accept, "Sophie");

        var card = world.Said[TeamsOffice.Private][^1].Attachments![0].Content!.Value.GetRawText();
        Assert.Contains("hôpital", card, StringComparison.Ordinal);
        Assert.Contains("\"Input.Text\"", card, StringComparison.Ordinal);

        await world.SayAsync("Elle est à l'hôpital depuis hier.");
        Assert.Equal("**Ana** : Elle est à l'hôpital depuis hier.", world.Texts(TeamsOffice.Private)[^1]);

        await world.TeamsAsync(TeamsOffice.Private, Activity.CreateMessage("Je suis là."), "Sophie", ConversationTypes.Personal);
        Assert.Equal("Je suis là.", world.Texts(OfficeWorld.Web)[^1]);
        Assert.Equal("Transmis à Ana.", world.Texts(TeamsOffice.Private)[^1]);

        await world.ExecuteAsync(HandoffVerbs.Reply, "Sophie", TeamsOffice.Private, reply: "Prenez votre temps.");
        Assert.Equal("Prenez votre temps.", world.Texts(OfficeWorld.Web)[^1]);
    }

    [Fact]
    public async Task TwoPrivateConversations_FreeTextAsksToWhom()
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.TeamsAsync(TeamsOffice.Private, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.SayAsync("Ma mère est à l'hôpital.");
        await world.ExecuteAsync(HandoffVerbs.Accept, "Sophie");
        var other = new ConversationKey(ChannelIds.Msteams, "a:paul");
        await world.TeamsAsync(other, Activity.CreateMessage("On me harcèle."), "Paul", ConversationTypes.Personal);
        var second = world.Handoffs.Requests[^1];
        await world.ExecuteAsync(HandoffVerbs.Accept, "Sophie", second.Thread!.Value, second.Id);
        var before = world.Texts(OfficeWorld.Web).Count + world.Texts(other).Count;

        await world.TeamsAsync(TeamsOffice.Private, Activity.CreateMessage("Bonjour"), "Sophie", ConversationTypes.Personal);

        Assert.Contains("À qui ?", world.Texts(TeamsOffice.Private)[^1], StringComparison.Ordinal);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count + world.Texts(other).Count);
    }

    [Fact]
    public async Task Accept_ByCard_ChangesTheCardForEveryone_AndTheLoserIsToldWhoWon()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");

        var won = await world.ExecuteAsync(HandoffVerbs.Accept, "Paul");
        var lost = await world.ExecuteAsync(HandoffVerbs.Accept, "Karim");

        Assert.Equal(200, won!.Status);
        Assert.Equal(AttachmentContentTypes.AdaptiveCard, won.Body!.Value.GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.activity.message", lost!.Body!.Value.GetProperty("type").GetString());
        Assert.Equal("Paul a déjà pris cette demande.", lost.Body.Value.GetProperty("value").GetString());
        Assert.Single(world.Said[world.Thread()]);
        Assert.Contains("Pris par Paul", world.Card(), StringComparison.Ordinal);
        Assert.Contains("Paul prend le relais", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
        Assert.Equal("aad-Paul", world.Handoffs.Requests[0].AssistantId);
    }

    [Fact]
    public async Task Accept_BySubmitFallback_WorksTheSame()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");
        var submit = new Activity
        {
            Type = ActivityTypes.Message,
            Value = JsonSerializer.SerializeToElement(new { verb = HandoffVerbs.Accept, handoffId = world.Handoffs.Requests[0].Id, assistantId = "aad-Karim", status = "Closed" }),
        };

        await world.TeamsAsync(world.Thread(), submit.Clone(), "Paul");
        await world.TeamsAsync(world.Thread(), submit.Clone(), "Karim");

        Assert.Equal("Paul", world.Handoffs.Requests[0].AssistantName);
        Assert.Equal("Paul a déjà pris cette demande.", world.Texts(world.Thread())[^1]);
    }

    [Fact]
    public async Task Payload_IsNeverBelieved()
    {
        var world = await TeamsOffice.OpenAsync("Je veux parler à une personne.");
        var id = world.Handoffs.Requests[0].Id;
        var group = new ConversationKey(ChannelIds.Msteams, "19:other@thread.tacv2;messageid=9");

        // From another channel, from a private chat, as a guest, with another id, with an unknown verb, with data of another shape.
        var refused = new[]
        {
            await world.ExecuteAsync(HandoffVerbs.Accept, "Paul", group, id),
            await world.ExecuteAsync(HandoffVerbs.Accept, "Paul", TeamsOffice.Private, id),
            await world.ExecuteAsync(HandoffVerbs.Accept, "Paul", world.Thread(), id, isMember: false),
            await world.ExecuteAsync(HandoffVerbs.Accept, "Paul", world.Thread(), "another"),
            await world.ExecuteAsync("handoff/destroy", "Paul", world.Thread(), id),
            await world.ExecuteAsync(HandoffVerbs.Accept, "Paul", world.Thread(), new string('x', 5000)),
        };

        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
        Assert.All(refused, response => Assert.Equal("Cette demande est introuvable.", response!.Body!.Value.GetProperty("value").GetString()));
        // On the web a forged submit is nothing but an empty message.
        await world.RunAsync(
            OfficeWorld.Web, new Activity { Type = ActivityTypes.Message, Value = JsonSerializer.SerializeToElement(new { verb = HandoffVerbs.Accept, handoffId = id }) },
            new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
    }
}
