using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Tests.BotFramework.Dialogs;

/// <summary>Runs dialogs on a memory storage; every turn reads its state back from JSON.</summary>
internal sealed class DialogRig
{
    private readonly ConversationState _state;

    public DialogRig(Dialog root, string channelId = "test", TurnIdentity? identity = null)
    {
        Root = root;
        _state = new ConversationState(Storage);
        Property = _state.CreateProperty<DialogState>(nameof(DialogState));
        Adapter = new TestAdapter(channelId);
        Adapter.Use(new AutoSaveStateMiddleware(_state));
        Identity = identity;
    }

    public Dialog Root { get; }

    public MemoryStorage Storage { get; } = new();

    public IStatePropertyAccessor<DialogState> Property { get; }

    public TestAdapter Adapter { get; }

    public TurnIdentity? Identity { get; }

    public DialogTurnResult? LastResult { get; private set; }

    public TestFlow Flow() => new(Adapter, OnTurnAsync);

    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        if (Identity is not null)
            turnContext.TurnState.Set(Identity);
        LastResult = await Root.RunAsync(turnContext, Property, cancellationToken);
    }

    public async Task<string> StoredStateAsync() =>
        (await Storage.ReadAsync(["test/conversations/convo1"])).Values.Single().ToString()!;

    public static PromptOptions Ask(string text, string? retry = null) => new()
    {
        Prompt = Activity.CreateMessage(text),
        RetryPrompt = retry is null ? null : Activity.CreateMessage(retry),
    };
}
