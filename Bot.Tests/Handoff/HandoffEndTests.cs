using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

/// <summary>How a handoff goes quiet and ends.</summary>
public sealed class HandoffEndTests
{
    [Theory]
    [InlineData("oui", true)]
    [InlineData("Non", false)]
    public async Task Close_AsksWhetherItHelped_AndStoresTheReply(string reply, bool helpful)
    {
        var world = await OfficeWorld.AcceptedAsync();
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
        var world = await OfficeWorld.AcceptedAsync();
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
    public async Task Person_EndsTheConversation()
    {
        var world = await OfficeWorld.AcceptedAsync();

        await world.SayAsync("terminer");

        Assert.Equal(HandoffState.Closed, world.Handoffs.Requests[0].State);
        Assert.Contains("L'échange avec Sophie est terminé", world.Texts(OfficeWorld.Web)[^2], StringComparison.Ordinal);
    }
}
