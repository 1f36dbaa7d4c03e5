using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class DialogSetTests
{
    private sealed class NeedsOthers(string id, params Dialog[] others) : Dialog(id), IDialogDependencies
    {
        public override Task<DialogTurnResult> BeginDialogAsync(DialogContext dc, object? options = null, CancellationToken cancellationToken = default) => Task.FromResult(EndOfTurn);

        public IEnumerable<Dialog> GetDependencies() => others;
    }

    [Fact]
    public void Add_TakenId_IsRenamed()
    {
        var set = new DialogSet();
        Dialog[] dialogs = [new WaterfallDialog("a"), new WaterfallDialog("a"), new WaterfallDialog("a")];
        foreach (var dialog in dialogs)
            set.Add(dialog);
        Assert.Equal(["a", "a2", "a3"], dialogs.Select(dialog => dialog.Id));
        Assert.Same(dialogs[2], set.Find("a3"));
    }

    [Fact]
    public void Add_SameObjectTwice_IsIgnored()
    {
        var dialog = new WaterfallDialog("a");
        var set = new DialogSet().Add(dialog).Add(dialog);
        Assert.Single(set.GetDialogs());
        Assert.Equal("a", dialog.Id);
    }

    [Fact]
    public void Add_Dependencies_AreAddedToo()
    {
        var set = new DialogSet().Add(new NeedsOthers("a", new WaterfallDialog("b"), new NeedsOthers("c", new WaterfallDialog("d"))));
        Assert.Equal(["a", "b", "c", "d"], set.GetDialogs().Select(dialog => dialog.Id).Order());
    }

    [Fact]
    public async Task CreateContext_WithoutState_Throws()
    {
        using var turn = new TurnContext(new TestAdapter(), Activity.CreateMessage("x"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new DialogSet().CreateContextAsync(turn));
    }

    [Fact]
    public void Arguments_NullOrBlank_Throw()
    {
        Assert.Throws<ArgumentNullException>(() => new DialogSet(null!));
        Assert.Throws<ArgumentNullException>(() => new DialogSet().Add(null!));
        Assert.ThrowsAny<ArgumentException>(() => new DialogSet().Find(" "));
        Assert.ThrowsAny<ArgumentException>(() => new WaterfallDialog(""));
    }

    [Fact]
    public void Version_DialogAdded_Changes()
    {
        var set = new DialogSet().Add(new WaterfallDialog("a"));
        var before = set.GetVersion();
        Assert.NotEqual(before, set.Add(new WaterfallDialog("b")).GetVersion());
    }
}
