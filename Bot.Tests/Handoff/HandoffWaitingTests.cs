using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;

namespace AssistantBot.Tests.Handoff;

/// <summary>From the request to somebody who takes it: grave matters, waiting, withdrawing.</summary>
public sealed class HandoffWaitingTests
{
    [Theory]
    [InlineData("Je suis sur un pont et je veux en finir", "3114", "Vous avez bien fait d'écrire", "fr")]
    [InlineData("I am on a bridge and want to end it", "3114", "You did well to write", "en")]
    public async Task DangerToLife_GivesTheNumbersFirst_ThenHandsOverOnTop(string text, string number, string opened, string language)
    {
        var world = new OfficeWorld();

        var said = await world.TextsOfAsync(text);

        Assert.StartsWith(world.Wording.Get("danger.call", language).Split('?')[0], said[0], StringComparison.Ordinal);
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

        Assert.StartsWith(world.Wording.Get("danger.call", "fr").Split('?')[0], said[0], StringComparison.Ordinal);
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
    public async Task GraveFirstMessage_IsStillToldThatThisIsAMachine()
    {
        var said = await new OfficeWorld().TextsOfAsync("Ma mère est à l'hôpital.");

        Assert.Contains("assistant automatique", said[0], StringComparison.Ordinal);
        Assert.StartsWith("Vous avez bien fait d'écrire", said[1], StringComparison.Ordinal);
    }
}
