using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class ComponentDialogTests
{
    /// <summary>Asks two things; understands "help" and "cancel" at any time.</summary>
    private sealed class Interruptible : ComponentDialog
    {
        public Interruptible()
            : base("main")
        {
            AddDialog(new WaterfallDialog("questions",
            [
                (step, cancellationToken) => step.PromptAsync("text", DialogRig.Ask("Name?"), cancellationToken),
                (step, cancellationToken) =>
                {
                    step.Values["name"] = step.Result;
                    return step.PromptAsync("text", DialogRig.Ask("Age?"), cancellationToken);
                },
                (step, cancellationToken) => step.EndDialogAsync($"{step.Values["name"]} {step.Result}", cancellationToken),
            ]));
            AddDialog(new TextPrompt("text"));
            AddDialog(new WaterfallDialog("help",
            [
                (step, cancellationToken) => step.PromptAsync("text", DialogRig.Ask("What do you need help with?"), cancellationToken),
                (step, cancellationToken) => step.EndDialogAsync(cancellationToken: cancellationToken),
            ]));
        }

        public List<DialogReason> Ends { get; } = [];

        public List<string> Events { get; } = [];

        public bool HandlesErrors { get; init; }

        protected override async Task<DialogTurnResult> OnContinueDialogAsync(DialogContext innerDc, CancellationToken cancellationToken = default)
        {
            switch (innerDc.Context.Activity.Text)
            {
                case "help":
                    return await innerDc.BeginDialogAsync("help", cancellationToken: cancellationToken);
                case "cancel":
                    await innerDc.Context.SendActivityAsync("Cancelled.", cancellationToken: cancellationToken);
                    return await innerDc.CancelAllDialogsAsync(cancellationToken: cancellationToken);
                case "crash":
                    throw new InvalidOperationException("crashed");
                default:
                    return await base.OnContinueDialogAsync(innerDc, cancellationToken);
            }
        }

        protected override Task OnEndDialogAsync(ITurnContext context, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default)
        {
            Ends.Add(reason);
            return Task.CompletedTask;
        }

        protected override async Task<bool> OnPreBubbleEventAsync(DialogContext dc, DialogEvent e, CancellationToken cancellationToken)
        {
            Events.Add(e.Name);
            if (e.Name != DialogEvents.Error || !HandlesErrors)
                return false;
            await dc.Context.SendActivityAsync("Sorry.", cancellationToken: cancellationToken);
            return true;
        }
    }

    [Fact]
    public async Task Questions_Answered_CompleteWithTheResult()
    {
        var rig = new DialogRig(new Interruptible());
        await rig.Flow().Test("hi", "Name?").Test("Ada", "Age?").Send("36").StartTestAsync();
        Assert.Equal(new DialogTurnResult(DialogTurnStatus.Complete, "Ada 36"), rig.LastResult);
    }

    [Fact]
    public async Task Interruption_HelpEnds_AsksTheOldQuestionAgain()
    {
        var rig = new DialogRig(new Interruptible());
        await rig.Flow()
            .Test("hi", "Name?")
            .Test("Ada", "Age?")
            .Test("help", "What do you need help with?")
            .Test("this", "Age?")
            .Send("36")
            .StartTestAsync();
        Assert.Equal("Ada 36", rig.LastResult!.Result);
    }

    [Fact]
    public async Task Interruption_Cancel_IsCancelledAndTheNextTurnBeginsAnew()
    {
        var root = new Interruptible();
        var rig = new DialogRig(root);
        await rig.Flow().Test("hi", "Name?").Test("cancel", "Cancelled.").StartTestAsync();
        Assert.Equal(DialogTurnStatus.Cancelled, rig.LastResult!.Status);
        await rig.Flow().Test("hi", "Name?").StartTestAsync();
    }

    [Fact]
    public async Task Error_Unhandled_IsThrownOn()
    {
        var root = new Interruptible();
        var rig = new DialogRig(root);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Flow().Test("hi", "Name?").Send("crash").StartTestAsync());
        Assert.Contains(DialogEvents.Error, root.Events);
    }

    [Fact]
    public async Task Error_Handled_LeavesTheDialogWaiting()
    {
        var rig = new DialogRig(new Interruptible { HandlesErrors = true });
        await rig.Flow().Test("hi", "Name?").Test("crash", "Sorry.").Test("Ada", "Age?").StartTestAsync();
    }

    [Fact]
    public async Task Component_WithoutId_TakesItsTypesName() => Assert.Equal(nameof(Nameless), await Task.FromResult(new Nameless().Id));

    private sealed class Nameless : ComponentDialog;

    [Fact]
    public async Task Component_WithoutDialogs_Throws()
    {
        var rig = new DialogRig(new ComponentDialog("empty"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Flow().Send("x").StartTestAsync());
    }

    [Fact]
    public async Task Nested_ChildComponentEnds_ResumesTheOuterWaterfall()
    {
        var root = new ComponentDialog("root")
            .AddDialog(new WaterfallDialog("w",
            [
                (step, cancellationToken) => step.BeginDialogAsync("main", cancellationToken: cancellationToken),
                (step, cancellationToken) => step.EndDialogAsync($"got {step.Result}", cancellationToken),
            ]))
            .AddDialog(new Interruptible());
        var rig = new DialogRig(root);
        await rig.Flow().Test("hi", "Name?").Test("Ada", "Age?").Send("36").StartTestAsync();
        Assert.Equal("got Ada 36", rig.LastResult!.Result);
    }

    [Fact]
    public async Task Version_ChangedSinceTheLastTurn_IsTold()
    {
        var root = new Interruptible();
        var rig = new DialogRig(root);
        await rig.Flow().Test("hi", "Name?").StartTestAsync();
        Assert.DoesNotContain(DialogEvents.VersionChanged, root.Events);
        root.AddDialog(new WaterfallDialog("new"));
        await rig.Flow().Test("Ada", "Age?").StartTestAsync();
        Assert.Contains(DialogEvents.VersionChanged, root.Events);
    }

    private static readonly TurnIdentity OtherBot = new(TurnOrigin.Channel, "28:other") { CallerAppId = "00000000-0000-0000-0000-000000000001" };

    [Fact]
    public async Task Skill_Complete_ReportsTheResult()
    {
        var rig = new DialogRig(new Interruptible(), identity: OtherBot);
        await rig.Flow().Test("hi", "Name?").Test("Ada", "Age?").Send("36")
            .AssertReply(end =>
            {
                Assert.Equal(ActivityTypes.EndOfConversation, end.Type);
                Assert.Equal(EndOfConversationCodes.CompletedSuccessfully, end.Code);
                Assert.Equal("Ada 36", end.Value!.Value.GetString());
                Assert.Equal("en-us", end.Locale);
            })
            .StartTestAsync();
    }

    [Fact]
    public async Task Skill_Cancelled_ReportsIt()
    {
        var rig = new DialogRig(new Interruptible(), identity: OtherBot);
        await rig.Flow().Test("hi", "Name?").Test("cancel", "Cancelled.")
            .AssertReply(end => Assert.Equal(EndOfConversationCodes.UserCancelled, end.Code))
            .StartTestAsync();
    }

    [Fact]
    public async Task Skill_EndOfConversationArrives_CancelsAll()
    {
        var root = new Interruptible();
        var rig = new DialogRig(root, identity: OtherBot);
        await rig.Flow().Test("hi", "Name?").Send(new Activity { Type = ActivityTypes.EndOfConversation })
            .AssertReply(end => Assert.Equal(EndOfConversationCodes.UserCancelled, end.Code))
            .StartTestAsync();
        Assert.Equal(DialogTurnStatus.Cancelled, rig.LastResult!.Status);
        Assert.Equal([DialogReason.CancelCalled], root.Ends);
    }

    [Fact]
    public async Task Skill_EndOfConversationWithoutDialogs_IsEmpty()
    {
        var rig = new DialogRig(new Interruptible(), identity: OtherBot);
        await rig.Flow().Send(new Activity { Type = ActivityTypes.EndOfConversation }).StartTestAsync();
        Assert.Equal(DialogTurnStatus.Empty, rig.LastResult!.Status);
    }

    [Fact]
    public async Task Skill_RepromptEvent_AsksAgain()
    {
        var rig = new DialogRig(new Interruptible(), identity: OtherBot);
        await rig.Flow().Test("hi", "Name?").Send(Activity.CreateEvent(DialogEvents.RepromptDialog)).AssertReply("Name?").StartTestAsync();
        Assert.Equal(DialogTurnStatus.Waiting, rig.LastResult!.Status);
    }
}
