using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class DialogContextTests
{
    /// <summary>Writes down what happens to it.</summary>
    private sealed class RecordingDialog(string id, List<string> log, bool handlesCancel = false) : Dialog(id)
    {
        public override Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default)
        {
            log.Add($"{Id}:begin:{options}");
            return Task.FromResult(EndOfTurn);
        }

        public override Task<DialogTurnResult> ResumeDialogAsync(DialogContext dc, DialogReason reason, object? result = null, CancellationToken cancellationToken = default)
        {
            log.Add($"{Id}:resume:{reason}:{result}");
            return Task.FromResult(EndOfTurn);
        }

        public override Task RepromptDialogAsync(ITurnContext turnContext, DialogInstance instance, CancellationToken cancellationToken = default)
        {
            log.Add($"{Id}:reprompt");
            return Task.CompletedTask;
        }

        public override Task EndDialogAsync(ITurnContext turnContext, DialogInstance instance, DialogReason reason, CancellationToken cancellationToken = default)
        {
            log.Add($"{Id}:end:{reason}");
            return Task.CompletedTask;
        }

        protected override Task<bool> OnPreBubbleEventAsync(DialogContext dc, DialogEvent e, CancellationToken cancellationToken)
        {
            log.Add($"{Id}:event:{e.Name}");
            return Task.FromResult(handlesCancel && e.Name == DialogEvents.CancelDialog);
        }
    }

    private readonly List<string> _log = [];

    private DialogContext NewContext(params string[] ids)
    {
        var set = new DialogSet();
        foreach (var id in ids)
            set.Add(new RecordingDialog(id, _log));
        return new DialogContext(set, new TurnContext(new TestAdapter(), Activity.CreateMessage("x")), new DialogState());
    }

    [Fact]
    public async Task Begin_UnknownId_Throws()
    {
        var dc = NewContext("a");
        await Assert.ThrowsAsync<InvalidOperationException>(() => dc.BeginDialogAsync("b"));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => dc.BeginDialogAsync(" "));
        await Assert.ThrowsAsync<ArgumentNullException>(() => dc.PromptAsync("a", null!));
        Assert.Empty(dc.Stack);
    }

    [Fact]
    public async Task Continue_NoDialog_IsEmpty() =>
        Assert.Equal(DialogTurnStatus.Empty, (await NewContext().ContinueDialogAsync()).Status);

    [Fact]
    public async Task Continue_ActiveDialogUnknown_Throws()
    {
        var dc = NewContext("a");
        dc.Stack.Add(new DialogInstance { Id = "gone" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => dc.ContinueDialogAsync());
    }

    [Fact]
    public async Task End_ChildEnds_ResumesTheParentWithTheResult()
    {
        var dc = NewContext("a", "b");
        await dc.BeginDialogAsync("a");
        await dc.BeginDialogAsync("b", 5);
        Assert.Equal(["b", "a"], dc.Stack.Select(instance => instance.Id));

        await dc.EndDialogAsync("done");

        Assert.Equal(["a:begin:", "b:begin:5", "b:end:EndCalled", "a:resume:EndCalled:done"], _log);
    }

    [Fact]
    public async Task End_LastDialog_IsComplete()
    {
        var dc = NewContext("a");
        await dc.BeginDialogAsync("a");
        var result = await dc.EndDialogAsync("done");
        Assert.Equal(new DialogTurnResult(DialogTurnStatus.Complete, "done"), result);
    }

    [Fact]
    public async Task Replace_Active_EndsWithoutResumingAndBegins()
    {
        var dc = NewContext("a", "b", "c");
        await dc.BeginDialogAsync("a");
        await dc.BeginDialogAsync("b");
        _log.Clear();
        await dc.ReplaceDialogAsync("c", 1);
        Assert.Equal(["b:end:ReplaceCalled", "c:begin:1"], _log);
        Assert.Equal(["c", "a"], dc.Stack.Select(instance => instance.Id));
    }

    [Fact]
    public async Task CancelAll_Dialogs_EndsEachAndIsCancelled()
    {
        var dc = NewContext("a", "b");
        Assert.Equal(DialogTurnStatus.Empty, (await dc.CancelAllDialogsAsync()).Status);
        await dc.BeginDialogAsync("a");
        await dc.BeginDialogAsync("b");
        _log.Clear();

        var result = await dc.CancelAllDialogsAsync();

        Assert.Equal(DialogTurnStatus.Cancelled, result.Status);
        Assert.Empty(dc.Stack);
        Assert.Equal(["b:end:CancelCalled", "a:event:cancelDialog", "a:end:CancelCalled"], _log);
    }

    [Fact]
    public async Task CancelAll_WithParents_StopsAtAParentThatHandlesIt()
    {
        var outer = new DialogSet().Add(new RecordingDialog("keeps", _log, handlesCancel: true));
        var outerDc = new DialogContext(outer, new TurnContext(new TestAdapter(), Activity.CreateMessage("x")), new DialogState());
        await outerDc.BeginDialogAsync("keeps");
        var inner = new DialogContext(new DialogSet().Add(new RecordingDialog("a", _log)), outerDc, new DialogState());
        await inner.BeginDialogAsync("a");
        _log.Clear();

        await inner.CancelAllDialogsAsync(cancelParents: true);

        Assert.Empty(inner.Stack);
        Assert.Single(outerDc.Stack);
        Assert.Equal(["a:end:CancelCalled", "keeps:event:cancelDialog"], _log);
    }

    [Fact]
    public async Task CancelAll_WithoutParents_LeavesThem()
    {
        var outerDc = NewContext("p");
        await outerDc.BeginDialogAsync("p");
        var inner = new DialogContext(new DialogSet(), outerDc, new DialogState());
        Assert.Equal(DialogTurnStatus.Cancelled, (await inner.CancelAllDialogsAsync()).Status);
        Assert.Single(outerDc.Stack);
    }

    [Fact]
    public async Task Reprompt_Active_IsAskedAgain()
    {
        var dc = NewContext("a");
        await dc.RepromptDialogAsync();
        await dc.BeginDialogAsync("a");
        _log.Clear();
        await dc.RepromptDialogAsync();
        Assert.Equal(["a:event:repromptDialog", "a:reprompt"], _log);
    }

    [Fact]
    public async Task EmitEvent_NotHandled_BubblesToTheParent()
    {
        var outerDc = NewContext("p");
        await outerDc.BeginDialogAsync("p");
        var inner = new DialogContext(new DialogSet().Add(new RecordingDialog("a", _log)), outerDc, new DialogState());
        await inner.BeginDialogAsync("a");
        _log.Clear();
        Assert.False(await inner.EmitEventAsync("custom"));
        Assert.Equal(["a:event:custom", "p:event:custom"], _log);
        _log.Clear();
        await inner.EmitEventAsync("custom", bubble: false);
        Assert.Equal(["a:event:custom"], _log);
    }

    [Fact]
    public async Task FindDialog_OnlyInTheParent_IsFoundAndCanBegin()
    {
        var outerDc = NewContext("p");
        var inner = new DialogContext(new DialogSet(), outerDc, new DialogState());
        Assert.NotNull(inner.FindDialog("p"));
        await inner.BeginDialogAsync("p");
        Assert.Equal("p", inner.ActiveDialog!.Id);
        Assert.Null(inner.FindDialog("q"));
    }
}
