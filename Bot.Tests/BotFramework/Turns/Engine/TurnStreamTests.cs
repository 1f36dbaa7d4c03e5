using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.BotFramework.Turns.Engine;

public sealed class TurnStreamTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeStore _store = new();

    [Fact]
    public async Task Show_ManyTextsInASecond_SendsTheFirstAndThenTheNewest()
    {
        var sender = new ScriptedEphemeralSender();
        await using var stream = Open(sender);
        var run = stream.Begin(Incoming(), Work())!;

        run.Show("a");
        Assert.Equal("a", (await sender.NextAsync()).Text);
        foreach (var text in (string[])["ab", "abc", "abcd"])
            run.Show(text);
        await WaitingAsync();
        Assert.Equal(1, sender.Count);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var second = await sender.NextAsync();
        Assert.Equal(("abcd", 2), (second.Text, StreamInfo.Of(second)!.Properties![StreamInfo.StreamSequence].GetInt32()));
        Assert.Equal("s1", StreamInfo.Of(second)!.GetString(StreamInfo.StreamId));
    }

    [Fact]
    public async Task Show_TextThatTakesBackWhatIsShown_IsNotSent()
    {
        var sender = new ScriptedEphemeralSender();
        await using var stream = Open(sender, web: true);
        var run = stream.Begin(Incoming(), Work())!;
        run.Show("Oui, 25 jours.");
        await sender.NextAsync();
        await run.SettleAsync();

        var second = stream.Begin(Incoming(), Work())!;
        second.Show("Non.");
        second.Show("Oui,");
        second.Show("Oui, 25 jours. Et plus.");
        await WaitingAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Oui, 25 jours. Et plus.", (await sender.NextAsync()).Text);
    }

    [Fact]
    public async Task EndWith_ChunkInFlight_WaitsForItsAnswerAndUsesItsId()
    {
        var answer = new TaskCompletionSource<EphemeralOutcome>();
        var sender = new ScriptedEphemeralSender(_ => answer.Task);
        await using var stream = Open(sender);
        var run = stream.Begin(Incoming(), Work())!;
        run.Show("a");
        await sender.NextAsync();
        run.Show("ab");

        var message = Activity.CreateMessage("abc");
        var ending = run.EndWithAsync(message);
        Assert.False(ending.IsCompleted);
        answer.SetResult(new EphemeralOutcome(EphemeralOutcomeKind.Shown) { Id = "teams-7" });
        await ending;

        Assert.Equal("teams-7", StreamInfo.EndedBy(message));
        Assert.Equal("teams-7", _store.Saved);
        Assert.False(run.IsOpen);
        Assert.Equal(1, sender.Count);
    }

    [Theory]
    [InlineData(EphemeralOutcomeKind.Refused)]
    [InlineData(EphemeralOutcomeKind.Dropped)]
    public async Task Show_FirstChunkNotTaken_LeavesTheMessageAlone(EphemeralOutcomeKind kind)
    {
        var sender = new ScriptedEphemeralSender(_ => Task.FromResult(new EphemeralOutcome(kind)));
        await using var stream = Open(sender);
        var run = stream.Begin(Incoming(), Work())!;
        run.Show("a");
        await sender.NextAsync();
        var message = Activity.CreateMessage("abc");

        await run.EndWithAsync(message);

        Assert.Null(message.Entities);
        Assert.Null(_store.Saved);
    }

    [Fact]
    public async Task Show_PersonStops_SaysSoAndSendsNoMore()
    {
        ScriptedEphemeralSender? sender = null;
        sender = new ScriptedEphemeralSender(chunk => Task.FromResult(chunk.Text == "a" ? sender!.Shown(chunk) : new EphemeralOutcome(EphemeralOutcomeKind.Stopped)));
        await using var stream = Open(sender, interval: TimeSpan.Zero);
        var run = stream.Begin(Incoming(), Work())!;
        Assert.Null(run.Show("a"));
        await sender.NextAsync();
        run.Show("ab");
        await sender.NextAsync();
        await run.SettleAsync();

        Assert.Equal("a", run.Show("abc"));
        var message = Activity.CreateMessage("a");
        await run.EndWithAsync(message);

        Assert.Equal("s1", StreamInfo.EndedBy(message));
        Assert.Equal(2, sender.Count);
    }

    [Fact]
    public async Task Show_PastTheLongestStream_SendsNoMore()
    {
        var sender = new ScriptedEphemeralSender();
        await using var stream = Open(sender);
        var run = stream.Begin(Incoming(), Work())!;
        run.Show("a");
        await sender.NextAsync();
        run.Show("ab");
        await WaitingAsync();
        _clock.Advance(TimeSpan.FromMinutes(2));
        await sender.NextAsync();

        run.Show("abc");
        await run.SettleAsync();

        Assert.Equal(2, sender.Count);
        Assert.True(run.IsOpen);
    }

    [Fact]
    public async Task Show_EarlierReplyStillOnItsWay_BeginsAfterIt()
    {
        _store.Unsent = true;
        var sender = new ScriptedEphemeralSender();
        await using var stream = Open(sender);
        var run = stream.Begin(Incoming(), Work())!;

        run.Show("a");
        await WaitingAsync();
        Assert.Equal(0, sender.Count);
        _store.Unsent = false;
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a", (await sender.NextAsync()).Text);
    }

    [Fact]
    public async Task Show_RunLeftBehind_ShowsNothing()
    {
        var sender = new ScriptedEphemeralSender();
        await using var stream = Open(sender);
        var old = stream.Begin(Incoming(), Work())!;
        old.Leave();
        stream.Begin(Incoming(), Work());

        old.Show("from the past");
        await old.SettleAsync();

        Assert.Equal(0, sender.Count);
    }

    [Fact]
    public async Task Begin_GroupChatInTeams_ThereIsNone()
    {
        await using var stream = Open(new ScriptedEphemeralSender());
        var incoming = Incoming();
        incoming.Conversation!.ConversationType = ConversationTypes.GroupChat;

        Assert.Null(stream.Begin(incoming, Work()));
    }

    // The sender waits for the pace: then the clock may be moved.
    private async Task WaitingAsync()
    {
        while (_clock.PendingTimers == 0)
            await Task.Yield();
    }

    private TurnStream Open(IEphemeralSender sender, bool web = false, TimeSpan? interval = null)
    {
        var turn = new ClaimedTurn(7, 1, new ConversationKey(web ? ChannelIds.Directline : ChannelIds.Msteams, "a:1"), 3, InboxKind.Ordered, TurnOrigin.Channel, 1, [], [], null);
        var options = new TurnStreamOptions();
        options.TeamsInterval = interval ?? options.TeamsInterval;
        return new TurnStream(turn, null, _store, sender, new SendLimiter(Options.Create(new OutboxOptions()), _clock), new SoleNode(), options, _clock, NullLogger.Instance);
    }

    private static TurnUnitOfWork Work() => new(new ConversationKey(ChannelIds.Msteams, "a:1"), 7);

    private static Activity Incoming()
    {
        var activity = EngineHost.Message("?", "1", "a:1", ChannelIds.Msteams);
        activity.Conversation!.ConversationType = ConversationTypes.Personal;
        return activity;
    }

    private sealed class FakeStore : ITurnStreamStore
    {
        public string? Saved { get; private set; }

        public bool Unsent { get; set; }

        public Task<bool> HasUnsentAsync(long conversationId) => Task.FromResult(Unsent);

        public Task<bool> SaveAsync(ClaimedTurn turn, string streamId)
        {
            Saved = streamId;
            return Task.FromResult(true);
        }

        public Task<string?> FindAsync(long inboxId) => Task.FromResult(Saved);
    }
}
