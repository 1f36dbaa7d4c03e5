using System.Text.Json;
using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class WaterfallDialogTests
{
    private sealed record Order(string Item, int Count, DateOnly? Due);

    private static ComponentDialog Component(params WaterfallStep[] steps) =>
        new ComponentDialog("root").AddDialog(new WaterfallDialog("waterfall", steps)).AddDialog(new TextPrompt("text"));

    private static WaterfallStep Say(string text) => async (step, cancellationToken) =>
    {
        await step.Context.SendActivityAsync(text, cancellationToken: cancellationToken);
        return Dialog.EndOfTurn;
    };

    [Fact]
    public async Task Steps_MessagesArrive_RunOneByOneAcrossTurns()
    {
        var rig = new DialogRig(Component(Say("one"), Say("two"), Say("three")));
        await rig.Flow().Test("a", "one").Test("b", "two").Test("c", "three").StartTestAsync();
        Assert.Equal(DialogTurnStatus.Waiting, rig.LastResult!.Status);
    }

    [Fact]
    public async Task LastStep_Answered_EndsTheDialogWithTheText()
    {
        var rig = new DialogRig(Component(Say("one")));
        await rig.Flow().Test("a", "one").Send("the end").StartTestAsync();
        Assert.Equal(DialogTurnStatus.Complete, rig.LastResult!.Status);
        Assert.Equal("the end", rig.LastResult.Result);
    }

    [Fact]
    public async Task NoSteps_Begun_EndsAtOnce()
    {
        var rig = new DialogRig(Component());
        await rig.Flow().Send("a").StartTestAsync();
        Assert.Equal(DialogTurnStatus.Complete, rig.LastResult!.Status);
    }

    [Fact]
    public async Task Continue_NotAMessage_KeepsWaiting()
    {
        var rig = new DialogRig(Component(Say("one"), Say("two")));
        await rig.Flow()
            .Test("a", "one")
            .Send(Activity.CreateEvent("something"))
            .Send(Activity.CreateTyping())
            .Test("b", "two")
            .StartTestAsync();
    }

    [Fact]
    public async Task Values_ReadInLaterTurns_KeepTheirTypes()
    {
        var due = new DateOnly(2026, 3, 1);
        var read = new List<object?>();
        var rig = new DialogRig(Component(
            (step, _) =>
            {
                step.Values["text"] = "abc";
                step.Values["int"] = 41;
                step.Values["flag"] = true;
                step.Values["order"] = new Order("chair", 2, due);
                step.Values["nothing"] = null;
                return Task.FromResult(Dialog.EndOfTurn);
            },
            (step, cancellationToken) =>
            {
                read.AddRange([(string)step.Values["text"]!, (int)step.Values["int"]! + 1, (bool)step.Values["flag"]!, step.Values.Get<Order>("order"), step.Values["nothing"]]);
                return step.EndDialogAsync(cancellationToken: cancellationToken);
            }));

        await rig.Flow().Send("a").Send("b").StartTestAsync();

        Assert.Equal(["abc", 42, true, new Order("chair", 2, due), null], read);
    }

    [Fact]
    public async Task Values_ObjectChangedInPlace_IsSaved()
    {
        var rig = new DialogRig(Component(
            (step, _) =>
            {
                step.Values["list"] = new List<string> { "a" };
                return Task.FromResult(Dialog.EndOfTurn);
            },
            (step, _) =>
            {
                step.Values.Get<List<string>>("list")!.Add("b");
                return Task.FromResult(Dialog.EndOfTurn);
            },
            (step, cancellationToken) => step.EndDialogAsync(string.Join(',', step.Values.Get<List<string>>("list")!), cancellationToken)));

        await rig.Flow().Send("1").Send("2").Send("3").StartTestAsync();

        Assert.Equal("a,b", rig.LastResult!.Result);
    }

    [Fact]
    public async Task Options_ReadInLaterTurns_AreTyped()
    {
        var child = new ComponentDialog("child").AddDialog(new WaterfallDialog("w",
        [
            (step, _) => Task.FromResult(Dialog.EndOfTurn),
            (step, cancellationToken) => step.EndDialogAsync(step.GetOptions<Order>()!.Item, cancellationToken),
        ]));
        var rig = new DialogRig(Component((step, cancellationToken) => step.BeginDialogAsync("child", new Order("desk", 1, null), cancellationToken)).AddDialog(child));

        await rig.Flow().Send("a").Send("b").StartTestAsync();

        Assert.Equal("desk", rig.LastResult!.GetResult<string>());
    }

    [Fact]
    public async Task Next_CalledTwice_Throws()
    {
        var rig = new DialogRig(Component(
            async (step, cancellationToken) =>
            {
                await step.NextAsync(1, cancellationToken);
                return await step.NextAsync(2, cancellationToken);
            },
            Say("x")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Flow().Send("a").StartTestAsync());
    }

    [Fact]
    public async Task Next_Called_RunsTheNextStepWithTheResult()
    {
        DialogReason? reason = null;
        var rig = new DialogRig(Component(
            (step, cancellationToken) => step.NextAsync(7, cancellationToken),
            (step, cancellationToken) =>
            {
                reason = step.Reason;
                return step.EndDialogAsync(step.GetResult<int>() + step.Index, cancellationToken);
            }));
        await rig.Flow().Send("a").StartTestAsync();
        Assert.Equal(8, rig.LastResult!.Result);
        Assert.Equal(DialogReason.NextCalled, reason);
    }

    [Fact]
    public async Task Prompt_Answered_GivesItsValueToTheNextStep()
    {
        var rig = new DialogRig(Component(
            (step, cancellationToken) => step.PromptAsync("text", DialogRig.Ask("Name?"), cancellationToken),
            async (step, cancellationToken) =>
            {
                await step.Context.SendActivityAsync($"Hello {step.Result}", cancellationToken: cancellationToken);
                return await step.EndDialogAsync(cancellationToken: cancellationToken);
            }));
        await rig.Flow().Test("hi", "Name?").Test("Ada", "Hello Ada").Test("hi", "Name?").StartTestAsync();
    }

    [Fact]
    public async Task State_Stored_HasTheSdksShape()
    {
        var rig = new DialogRig(Component((step, cancellationToken) => step.PromptAsync("text", DialogRig.Ask("Name?"), cancellationToken), Say("x")));
        await rig.Flow().Test("hi", "Name?").StartTestAsync();

        using var document = JsonDocument.Parse(await rig.StoredStateAsync());
        var outer = document.RootElement.GetProperty("DialogState").GetProperty("dialogStack")[0];
        Assert.Equal("root", outer.GetProperty("id").GetString());
        var inner = outer.GetProperty("state").GetProperty("dialogs").GetProperty("dialogStack");
        Assert.Equal("text", inner[0].GetProperty("id").GetString());
        Assert.Equal(0, inner[0].GetProperty("state").GetProperty("state").GetProperty("AttemptCount").GetInt32());
        var waterfall = inner[1].GetProperty("state");
        Assert.Equal(0, waterfall.GetProperty("stepIndex").GetInt32());
        Assert.Equal(JsonValueKind.Object, waterfall.GetProperty("values").ValueKind);
        Assert.Equal(JsonValueKind.Null, waterfall.GetProperty("options").ValueKind);
        Assert.Equal(JsonValueKind.String, waterfall.GetProperty("instanceId").ValueKind);
    }

    [Fact]
    public void Version_StepAdded_Changes()
    {
        var waterfall = new WaterfallDialog("w");
        var before = waterfall.GetVersion();
        waterfall.AddStep(Say("x"));
        Assert.NotEqual(before, waterfall.GetVersion());
        Assert.Throws<ArgumentNullException>(() => waterfall.AddStep(null!));
    }
}
