using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff.OnCall;

/// <summary>Danger to life: who is alerted when, and what the person is told.</summary>
public sealed class OnCallTests
{
    private const string Danger = "Je suis sur un pont et je veux en finir";

    private static readonly ConversationKey Sophie = new(ChannelIds.Msteams, "a:sophie");
    private static readonly ConversationKey Karim = new(ChannelIds.Msteams, "a:karim");

    private static readonly (string Key, string Value)[] Chain =
    [
        ("Handoff:OnCall:Assistants:0:Id", "aad-Sophie"), ("Handoff:OnCall:Assistants:0:Name", "Sophie"),
        ("Handoff:OnCall:Assistants:1:Id", "aad-Karim"), ("Handoff:OnCall:Assistants:1:Name", "Karim"),
        ("Handoff:OnCall:StepAfter", "00:05:00"),
    ];

    // The tests' clock begins on a Monday.
    private static readonly (string Key, string Value)[] Closed = [("Handoff:Hours:Days:Tuesday", "09:00-18:00")];

    [Theory]
    [InlineData(Danger, "fr")]
    [InlineData("I am on a bridge and want to end it", "en")]
    public async Task OutOfHours_TheChainIsAlertedOneAfterTheOther_AndThePersonIsToldWhatIsTrue(string danger, string language)
    {
        var world = await WorldAsync([.. Chain, .. Closed]);

        var said = await world.TextsOfAsync(danger);
        var reference = world.Handoffs.Requests.Single().Reference;
        Assert.Contains("3114", said[0], StringComparison.Ordinal);
        Assert.Equal(world.Wording.Get("handoff.opened.onCall", language, ("reference", reference)), said[1]);
        Assert.Contains(world.Wording.Get("thread.onCall", language, ("minutes", "5")), world.Texts(Sophie));
        Assert.Empty(Alerts(world, Karim));

        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(Alerts(world, Sophie));
        Assert.Single(Alerts(world, Karim));

        var before = world.Texts(OfficeWorld.Web).Count;
        await world.PassAsync(TimeSpan.FromMinutes(5));
        var honest = world.Texts(OfficeWorld.Web).Skip(before).First(text => text.StartsWith(world.Wording.Get("onCall.nobody", language), StringComparison.Ordinal));
        Assert.Contains("112", honest, StringComparison.Ordinal);
        await world.PassAsync(TimeSpan.FromHours(3));
        Assert.Single(Alerts(world, Karim));

        Assert.Equal(
            [(HandoffEventKind.Opened, null), (HandoffEventKind.OnCallAlerted, "Sophie"), (HandoffEventKind.OnCallAlerted, "Karim"), (HandoffEventKind.OnCallExhausted, null)],
            world.Handoffs.Events.Where(line => line.Kind != HandoffEventKind.StillWaiting).Select(line => (line.Kind, line.Kind == HandoffEventKind.Opened ? null : line.ActorName)));
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests.Single().State);
    }

    [Fact]
    public async Task TheAlertedAssistant_TakesItFromTheAlert_AndNobodyElseIsWokenUp()
    {
        var world = await WorldAsync([.. Chain, .. Closed]);
        await world.SayAsync(Danger);
        var alert = Alerts(world, Sophie).Single();
        Assert.DoesNotContain("pont", ActivityJson.Write(alert), StringComparison.Ordinal);

        await PressAcceptAsync(world, Sophie, "Sophie");

        Assert.Equal("aad-Sophie", world.Handoffs.Requests.Single().AssistantId);
        Assert.Contains("Sophie prend le relais", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
        Assert.Contains("pont", ActivityJson.Write(Alerts(world, Sophie).Single()), StringComparison.Ordinal);
        await world.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Empty(Alerts(world, Karim));
    }

    [Fact]
    public async Task SomebodyNotOnCall_CannotTakeItFromAPrivateChat()
    {
        var world = await WorldAsync([.. Chain, .. Closed]);
        await world.SayAsync(Danger);

        await PressAcceptAsync(world, new ConversationKey(ChannelIds.Msteams, "a:paul"), "Paul");

        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests.Single().State);
    }

    [Fact]
    public async Task WhoeverWasAlertedFirst_SeesWhoTookIt()
    {
        var world = await WorldAsync([.. Chain, .. Closed]);
        await world.SayAsync(Danger);
        await world.PassAsync(TimeSpan.FromMinutes(5));

        await PressAcceptAsync(world, Karim, "Karim");

        Assert.Contains("Pris par Karim", ActivityJson.Write(Alerts(world, Sophie).Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InHours_TheTeamComesFirst_AndTheChainOnlyWhenNobodyTakesIt()
    {
        var world = await WorldAsync(Chain);

        Assert.StartsWith("Vous avez bien fait d'écrire. Je préviens tout de suite", (await world.TextsOfAsync(Danger))[^1], StringComparison.Ordinal);
        Assert.Empty(Alerts(world, Sophie));

        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(Alerts(world, Sophie));
    }

    [Fact]
    public async Task OutOfHoursWithoutAChain_ThePersonIsToldSo()
    {
        var world = new OfficeWorld(Closed);

        var said = await world.TextsOfAsync(Danger);

        Assert.Contains("le 15, le 17 ou le 112", said[0], StringComparison.Ordinal);
        Assert.Contains("Personne de l'équipe ne lit à cette heure", said[1], StringComparison.Ordinal);
        Assert.Empty(world.Answerer.Requests);
    }

    [Fact]
    public async Task AWaitingRequestThatBecomesDangerous_BeginsTheChain()
    {
        var world = await WorldAsync([.. Chain, .. Closed]);
        await world.SayAsync("Je veux parler à une personne.");
        Assert.Empty(Alerts(world, Sophie));

        var said = await world.TextsOfAsync(Danger);

        Assert.StartsWith("En danger maintenant ?", said[0], StringComparison.Ordinal);
        Assert.Contains("astreinte", said[1], StringComparison.Ordinal);
        Assert.Single(Alerts(world, Sophie));
    }

    [Theory]
    [InlineData("Je veux parler à une personne.", "Il est 10 h, personne ne lit à cette heure. L'équipe reprend demain à 9 h et verra votre message.")]
    [InlineData("I want to speak to a human.", "It is 10:00: nobody reads at this hour. The team is back tomorrow at 9:00 and will see your message.")]
    [InlineData("Ma mère est à l'hôpital.", "Vous avez bien fait d'écrire. Il est 10 h, personne ne lit à cette heure ; l'équipe reprend demain à 9 h")]
    public async Task OutOfHours_OtherRequests_AreToldWhenTheTeamIsBack(string text, string told)
    {
        var world = new OfficeWorld(Closed);

        Assert.StartsWith(told, (await world.TextsOfAsync(text))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutOfHours_SomebodyInDistress_IsGivenTheNumbersToo()
    {
        var world = new OfficeWorld(Closed);

        Assert.Contains("3114", (await world.TextsOfAsync("Ma mère est à l'hôpital."))[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("3114", (await new OfficeWorld(Closed).TextsOfAsync("On me harcèle."))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAssistantWhoNeverWroteToTheBot_IsWrittenToThroughTheChannelsTenant()
    {
        var world = new OfficeWorld([.. Chain, .. Closed]);
        await world.ChooseChannelAsync();

        await world.SayAsync(Danger);

        var post = world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().Single(post => post.To.ConversationId == "personal:aad-Sophie");
        Assert.Equal("aad-Sophie", post.NewThread!.Members!.Single().Id);
        Assert.Equal("https://smba.example/", post.Reference!.ServiceUrl);
    }

    private static async Task<OfficeWorld> WorldAsync((string Key, string Value)[] settings)
    {
        var world = new OfficeWorld(settings);
        await world.TeamsAsync(Sophie, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.TeamsAsync(Karim, Activity.CreateMessage("Bonjour !"), "Karim", ConversationTypes.Personal);
        return world;
    }

    private static List<Activity> Alerts(OfficeWorld world, ConversationKey chat) =>
        [.. world.Said[chat].Where(activity => activity.Attachments?.Any(attachment => attachment.Content?.GetRawText().Contains("handoff/accept", StringComparison.Ordinal) == true
            || attachment.Content?.GetRawText().Contains("Pris par", StringComparison.Ordinal) == true) == true)];

    private static Task<InvokeResponse?> PressAcceptAsync(OfficeWorld world, ConversationKey chat, string name) => world.TeamsAsync(
        chat,
        new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = InvokeNames.AdaptiveCardAction,
            Value = System.Text.Json.JsonSerializer.SerializeToElement(new { action = new { type = "Action.Execute", verb = HandoffVerbs.Accept, data = new { handoffId = world.Handoffs.Requests[0].Id } } }),
        },
        name, ConversationTypes.Personal);
}
