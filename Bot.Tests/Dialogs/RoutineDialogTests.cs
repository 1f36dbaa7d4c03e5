using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs;
using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Dialogs;

public sealed class RoutineDialogTests
{
    [Theory]
    [InlineData("Annoncer une visite", "Qui attendez-vous ?", "Quel jour ?", "Mme Petit", "mardi", "Noté : Mme Petit, mardi.")]
    [InlineData("I would like to announce a visitor", "Whom do you expect?", "What day?", "Mrs Petit", "Tuesday", "Noted: Mrs Petit, Tuesday.")]
    public async Task Waterfall_AsksStepByStep_AndThenTheBotAnswersAgain(string begin, string who, string when, string visitor, string day, string done)
    {
        var world = Create();

        Assert.Equal(who, (await world.TextsOfAsync(begin))[^1]);
        Assert.Equal(when, Assert.Single(await world.TextsOfAsync(visitor)));
        Assert.Equal(done, Assert.Single(await world.TextsOfAsync(day)));

        Assert.Empty(world.Answerer.Requests);
        Assert.StartsWith("Au niveau -1", Assert.Single(await world.TextsOfAsync("Où se garer ?")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskingForAPerson_CancelsIt_AndItDoesNotComeBack()
    {
        var world = Create();
        await world.SayAsync("Annoncer une visite");

        await world.SayAsync("une personne");

        Assert.Equal(TriageReason.ExplicitRequest, Assert.Single(world.Handoffs.Requests).Reason);
        await world.SayAsync("annuler");
        Assert.StartsWith("Au niveau -1", Assert.Single(await world.TextsOfAsync("Où se garer ?")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DangerToLife_ComesBeforeTheStep()
    {
        var world = Create();
        await world.SayAsync("Annoncer une visite");

        var said = await world.TextsOfAsync("Je suis sur un pont et je veux en finir");

        Assert.StartsWith(world.Wording.Get("danger.call", "fr").Split('?')[0], said[0], StringComparison.Ordinal);
        Assert.True(Assert.Single(world.Handoffs.Requests).DangerToLife);
    }

    [Fact]
    public async Task Help_IsGiven_AndTheQuestionIsAskedAgain()
    {
        var world = Create();
        await world.SayAsync("Annoncer une visite");

        var said = await world.TextsOfAsync("aide");

        Assert.Equal(2, said.Count);
        Assert.Contains("- Congés", said[0], StringComparison.Ordinal);
        Assert.Equal("Qui attendez-vous ?", said[1]);
        Assert.Equal("Quel jour ?", Assert.Single(await world.TextsOfAsync("Mme Petit")));
    }

    [Theory]
    [InlineData("Annoncer une visite", "annuler", "fr")]
    [InlineData("I would like to announce a visitor", "cancel", "en")]
    public async Task Cancel_EndsIt(string begin, string cancel, string language)
    {
        var world = Create();
        await world.SayAsync(begin);

        Assert.Equal(world.Wording.Get("cancel.done", language), Assert.Single(await world.TextsOfAsync(cancel)));
        Assert.Equal(world.Wording.Get("cancel.nothing", language), Assert.Single(await world.TextsOfAsync(cancel)));
    }

    [Fact]
    public async Task MessageGivenBack_IsHandledAsNewInTheSameTurn()
    {
        var world = Create();
        await world.SayAsync("Annoncer une visite");

        Assert.StartsWith("Dans Portail RH", Assert.Single(await world.TextsOfAsync("Comment poser un congé ?")), StringComparison.Ordinal);
        Assert.StartsWith("Au niveau -1", Assert.Single(await world.TextsOfAsync("Où se garer ?")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_EachPersonHasTheirOwnDialogs()
    {
        var world = Create();
        var group = new ConversationKey(ChannelIds.Msteams, "19:group");
        await world.TeamsAsync(group, OfficeWorld.Mention("Annoncer une visite"), "Paul", ConversationTypes.GroupChat);

        await world.TeamsAsync(group, OfficeWorld.Mention("Où se garer ?"), "Karim", ConversationTypes.GroupChat);
        Assert.StartsWith("Au niveau -1", world.Texts(group)[^1], StringComparison.Ordinal);

        await world.TeamsAsync(group, OfficeWorld.Mention("Mme Petit"), "Paul", ConversationTypes.GroupChat);
        Assert.Equal("Quel jour ?", world.Texts(group)[^1]);
    }

    private static OfficeWorld Create() => new(services => services.AddRoutineDialog<VisitDialog>());

    private sealed class VisitDialog : RoutineDialog
    {
        public VisitDialog()
        {
            AddDialog(new WaterfallDialog("visit", [AskWhoAsync, AskWhenAsync, NoteAsync]));
            AddDialog(new TextPrompt("text"));
        }

        public override bool Matches(string text, string language) =>
            text.Contains(language == "fr" ? "Annoncer une visite" : "announce a visitor", StringComparison.OrdinalIgnoreCase);

        private static Task<DialogTurnResult> AskWhoAsync(WaterfallStepContext step, CancellationToken cancellationToken) =>
            AskAsync(step, French(step) ? "Qui attendez-vous ?" : "Whom do you expect?", cancellationToken);

        private static Task<DialogTurnResult> AskWhenAsync(WaterfallStepContext step, CancellationToken cancellationToken)
        {
            if (step.Result is not string who || who.EndsWith('?'))
                return step.EndDialogAsync(FlowResult.NotAnAnswer, cancellationToken);
            step.Values["who"] = who;
            step.Values["french"] = French(step);
            return AskAsync(step, French(step) ? "Quel jour ?" : "What day?", cancellationToken);
        }

        private static async Task<DialogTurnResult> NoteAsync(WaterfallStepContext step, CancellationToken cancellationToken)
        {
            var noted = step.Values.Get<bool>("french") ? "Noté : " : "Noted: ";
            await PersonTurn.Of(step.Context).SayAsync($"{noted}{step.Values.Get<string>("who")}, {step.Result}.", cancellationToken);
            return await step.EndDialogAsync(cancellationToken: cancellationToken);
        }

        private static Task<DialogTurnResult> AskAsync(WaterfallStepContext step, string text, CancellationToken cancellationToken) =>
            step.PromptAsync("text", new PromptOptions { Prompt = Activity.CreateMessage(text) }, cancellationToken);

        private static bool French(WaterfallStepContext step) => PersonTurn.Of(step.Context).Language == "fr";
    }
}
