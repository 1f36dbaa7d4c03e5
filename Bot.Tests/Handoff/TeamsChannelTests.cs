using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

public sealed class TeamsChannelTests
{
    [Theory]
    [InlineData("relais ici", "fr")]
    [InlineData("handoffs here", "en")]
    public async Task ChoosingTheChannel_NeedsAListedAdministrator(string command, string language)
    {
        var world = new OfficeWorld(("Handoff:Administrators:0", "aad-Chef"));

        await world.TeamsAsync(OfficeWorld.Channel, OfficeWorld.Mention(command), "Paul");
        Assert.Equal(world.Wording.Get("admin.refused", language), world.Texts(OfficeWorld.Channel)[^1]);

        await world.TeamsAsync(OfficeWorld.Channel, OfficeWorld.Mention(command), "Chef");
        Assert.Equal(world.Wording.Get("admin.channelSet", language), world.Texts(OfficeWorld.Channel)[^1]);

        await world.TeamsAsync(TeamsOffice.Private, Activity.CreateMessage(command), "Chef", ConversationTypes.Personal);
        Assert.Equal(world.Wording.Get("admin.notAChannel", language), world.Texts(TeamsOffice.Private)[^1]);
    }

    [Fact]
    public async Task ConfiguredChannel_IsUsedUntilOneIsChosen()
    {
        var world = new OfficeWorld(("Handoff:TeamsChannel:ServiceUrl", "https://smba.example/emea/"), ("Handoff:TeamsChannel:ChannelId", "19:configured"), ("MicrosoftAppId", "app"));

        await world.SayAsync("Je veux parler à une personne.");

        var post = world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().First();
        Assert.Equal("19:configured", post.NewThread!.ChannelData!.Value.GetProperty("channel").GetProperty("id").GetString());
        Assert.Equal("28:app", post.NewThread.Bot!.Id);
    }

    [Fact]
    public async Task GraveMessageInAGroup_MovesToThePrivateChat_AndNothingPersonalStaysInTheGroup()
    {
        var world = new OfficeWorld();
        var group = new ConversationKey(ChannelIds.Msteams, "19:group");

        await world.TeamsAsync(group, OfficeWorld.Mention("On me harcèle dans l'équipe."), "Paul", ConversationTypes.GroupChat);

        Assert.Equal("Je vous écris en privé.", Assert.Single(world.Texts(group)));
        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal(new ConversationKey(ChannelIds.Msteams, "personal:29:Paul"), request.Conversation);
        Assert.Equal("29:Paul", request.PersonId);
        Assert.True(request is { Confidential: true, IsMember: true });
        Assert.Contains("en privé", world.Texts(request.Conversation)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GraveMessageInAGroup_UsesTheKnownPrivateChat()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:paul");
        await world.TeamsAsync(chat, Activity.CreateMessage("Bonjour !"), "Paul", ConversationTypes.Personal);

        await world.TeamsAsync(new(ChannelIds.Msteams, "19:group"), OfficeWorld.Mention("On me harcèle dans l'équipe."), "Paul", ConversationTypes.GroupChat);

        Assert.Equal(chat, Assert.Single(world.Handoffs.Requests).Conversation);
    }
}
