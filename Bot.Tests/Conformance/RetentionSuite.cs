using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Models;
using AssistantBot.Storage.DataLife;
using AssistantBot.Storage.Sql;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Conformance;

/// <summary>Everything is kept until its time and not much longer, by channel and by reason.</summary>
public abstract class RetentionSuite : ConformanceSuite
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly ManualTimeProvider _clock = new();
    private EngineHost? _host;

    [Fact]
    public async Task Inbox_ContentGoesFirst_TheKeyIsKeptForAWeek()
    {
        var host = await StartAsync();
        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await host.WhenIdleAsync();

        _clock.Advance(TimeSpan.FromDays(1) - Hour);
        Assert.Equal(new RetentionCount(0, 0, 0, 0, 0, 0), await SweepAsync(host));
        _clock.Advance(2 * Hour);
        Assert.Equal(2, (await SweepAsync(host)).Payloads);
        Assert.Equal(0, await CountAsync(host, "SELECT count(*) FROM inbox WHERE activity LIKE '%hello%'") + await CountAsync(host, "SELECT count(*) FROM outbox WHERE activity IS NOT NULL"));
        Assert.Equal(["< hello", "> echo hello"], await host.SaidAsync());

        _clock.Advance(TimeSpan.FromDays(6) - (2 * Hour));
        await SweepAsync(host);
        Assert.True((await host.AcceptAsync(EngineHost.Message("hello", "a1"))).IsDuplicate);
        _clock.Advance(2 * Hour);
        Assert.Equal(1, (await SweepAsync(host)).Keys);
        Assert.Equal(0, await CountAsync(host, "SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Transcript_GoesByItsChannel_AndWithTheLastOfItWhatWasKnown()
    {
        Settings["Retention:Channels:test"] = "30.00:00:00";
        var host = await StartAsync();
        await host.AcceptAsync(EngineHost.Message("short", "a1", "c1"));
        await host.AcceptAsync(EngineHost.Message("long", "a1", "c2", ChannelIds.Msteams));
        await host.WhenIdleAsync();
        _clock.Advance(TimeSpan.FromDays(20));
        await host.AcceptAsync(EngineHost.Message("later", "a2", "c1"));
        await host.WhenIdleAsync();

        _clock.Advance(TimeSpan.FromDays(10) - Hour);
        Assert.Equal(0, (await SweepAsync(host)).Messages);
        _clock.Advance(2 * Hour);
        Assert.Equal(2, (await SweepAsync(host)).Messages);
        Assert.Equal(["< later", "> echo later"], await host.SaidAsync());
        Assert.Equal(2, await CountAsync(host, "SELECT count(*) FROM states WHERE json IS NOT NULL"));

        _clock.Advance(TimeSpan.FromDays(20));
        await SweepAsync(host);
        Assert.Empty(await host.SaidAsync());
        _clock.Advance(TimeSpan.FromDays(180));
        await SweepAsync(host);
        await SweepAsync(host);
        foreach (var table in new[] { "transcript", "inbox", "outbox", "conversations", "states", "people", "conversation_aliases" })
            Assert.Equal((table, 0), (table, await CountAsync(host, $"SELECT count(*) FROM {table}")));
    }

    [Fact]
    public async Task Person_WhoSpokeInAGroupOfOthers_IsFoundAsLongAsTheirWordsAreKept()
    {
        var host = await StartAsync();
        await host.AcceptAsync(EngineHost.Message("early", "a1", "group"));
        _clock.Advance(TimeSpan.FromDays(170));
        await host.AcceptAsync(EngineHost.Message("mine", "a2", "group"));
        var other = EngineHost.Message("not mine", "a3", "group");
        other.From!.Id = "user2";
        await host.AcceptAsync(other);
        await host.WhenIdleAsync();
        _clock.Advance(TimeSpan.FromDays(15));
        await SweepAsync(host);

        var data = host.Get<IPersonalData>();
        PersonKey ada = new(ChannelIds.Test, "user1");
        Assert.Contains("< mine", await host.SaidAsync("group"));
        Assert.Equal([ada], await data.FindAsync("user1", CancellationToken.None));
        Assert.Equal([ada], await data.FindAsync("test/user1", CancellationToken.None));
        Assert.Contains(ada, await data.ListPeopleAsync(CancellationToken.None));
        Assert.Empty(await data.FindAsync("other/user1", CancellationToken.None));
    }

    [Fact]
    public async Task StateAndCountersOfAPerson_GoWithThePerson()
    {
        var host = await StartAsync();
        await host.AcceptAsync(EngineHost.Message("own state", "a1"));
        await host.WhenIdleAsync();
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        Assert.True(await host.Get<IModelUsageStore>().TryAddAsync(today, [new ModelUsageLimit("person:test:user1", "user1", 9, 9)], 1, 1, CancellationToken.None));

        _clock.Advance(TimeSpan.FromDays(7));
        await SweepAsync(host);
        Assert.Equal((1, 1), (await CountAsync(host, "SELECT count(*) FROM states WHERE key = 'test/users/user1'"), await CountAsync(host, "SELECT count(*) FROM model_usage")));
        _clock.Advance(TimeSpan.FromDays(1));
        await SweepAsync(host);
        Assert.Equal(0, await CountAsync(host, "SELECT count(*) FROM model_usage"));
        _clock.Advance(TimeSpan.FromDays(180));
        await SweepAsync(host);
        await SweepAsync(host);
        Assert.Equal((0, 0), (await CountAsync(host, "SELECT count(*) FROM people"), await CountAsync(host, "SELECT count(*) FROM states")));
    }

    [Fact]
    public async Task PersonalChatOfAMember_GoesWithItsConversation()
    {
        var host = await StartAsync();
        var message = EngineHost.Message("own state", "a1", "c1", ChannelIds.Msteams);
        message.Conversation!.ConversationType = ConversationTypes.Personal;
        await host.AcceptAsync(message);
        await host.WhenIdleAsync();
        const string Remembered = "SELECT count(*) FROM states WHERE key LIKE 'handoff/personal-chats/%'";

        _clock.Advance(TimeSpan.FromDays(179));
        await SweepAsync(host);
        Assert.Equal(1, await CountAsync(host, Remembered));
        _clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync(host);
        await SweepAsync(host);
        Assert.Equal(0, await CountAsync(host, Remembered));
    }

    [Fact]
    public async Task Handoff_GoesByItsReason_WithWhatWasSaidUntilItsEnd()
    {
        Settings["Retention:Reasons:Distress"] = "10.00:00:00";
        var host = await StartAsync();
        await host.AcceptAsync(EngineHost.Message("Distress", "a1", "c1"));
        await host.AcceptAsync(EngineHost.Message("ExplicitRequest", "a1", "c2"));
        await host.WhenIdleAsync();
        _clock.Advance(Hour);
        await host.AcceptAsync(EngineHost.Message("close", "a2", "c1"));
        await host.AcceptAsync(EngineHost.Message("close", "a2", "c2"));
        await host.WhenIdleAsync();
        _clock.Advance(Hour);
        await host.AcceptAsync(EngineHost.Message("after", "a3", "c1"));
        await host.WhenIdleAsync();

        _clock.Advance(TimeSpan.FromDays(10) - (2 * Hour));
        Assert.Equal(0, (await SweepAsync(host)).Handoffs);
        _clock.Advance(2 * Hour);
        Assert.Equal(1, (await SweepAsync(host)).Handoffs);
        Assert.Null(await host.Get<IHandoffStore>().GetAsync("c1", CancellationToken.None));
        Assert.Empty(await host.Get<IHandoffStore>().ReadEventsAsync("c1", CancellationToken.None));
        Assert.Equal(["< after", "> echo after"], await host.SaidAsync());
        Assert.NotNull(await host.Get<IHandoffStore>().GetAsync("c2", CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_ThousandsOfRowsWhilePeopleWrite_TakesThemAllAndDelaysNobody()
    {
        var host = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 1500).Select(i => host.AcceptAsync(EngineHost.Message($"m{i}", $"a{i}", $"c{i % 50}"))));
        await host.WhenIdleAsync();
        _clock.Advance(TimeSpan.FromDays(8));

        var sweep = SweepAsync(host);
        var accepted = 0;
        while (!sweep.IsCompleted)
            await host.AcceptAsync(EngineHost.Message("meanwhile", $"b{accepted++}"));
        Assert.Equal((3000, 1500), ((await sweep).Payloads, (await sweep).Keys));
        await host.WhenIdleAsync();
        Assert.True(accepted > 1, "Messages are accepted between the steps of a sweep.");
        Assert.Equal(accepted, (await host.SaidAsync()).Count(line => line == "> echo meanwhile"));
    }

    [Theory]
    [InlineData("Dedupe", "6.23:00:00")]
    [InlineData("Payloads", "8.00:00:00")]
    [InlineData("Messages", "00:00:00")]
    [InlineData("Channels:directline", "-1.00:00:00")]
    [InlineData("Reasons:Distress", "00:00:01")]
    [InlineData("Interval", "1.00:00:00")]
    public async Task Options_ThatBreakAPromise_AreRefused(string name, string value)
    {
        Settings[$"Retention:{name}"] = value;
        var host = await StartAsync();
        Assert.Throws<OptionsValidationException>(() => host.Get<IOptions<RetentionOptions>>().Value);
    }

    private async Task<EngineHost> StartAsync()
    {
        // Time is moved by months: a tick each second would be millions.
        Settings["Turns:TimerInterval"] = "30.00:00:00";
        return _host = await StartAsync(
        async (turn, cancellation) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            var state = new ConversationState();
            await state.CreateProperty<string>("last").SetAsync(turn, turn.Activity.Text!, cancellation);
            await state.SaveChangesAsync(turn, cancellationToken: cancellation);
            if (turn.Activity.Text == "own state")
            {
                var own = new UserState();
                await own.CreateProperty<string>("last").SetAsync(turn, turn.Activity.Text, cancellation);
                await own.SaveChangesAsync(turn, cancellationToken: cancellation);
            }

            if (turn.Activity.Text == "own state")
                await new PersonalChats().RememberAsync(turn, cancellation);

            if (Enum.TryParse<TriageReason>(turn.Activity.Text, out var reason))
            {
                work.Add(HandoffTransitions.Open(new HandoffRequest
                {
                    Id = work.Conversation.ConversationId,
                    Reference = "K-1",
                    Conversation = work.Conversation,
                    PersonId = "user1",
                    Language = "fr",
                    Reason = reason,
                    Brief = new HandoffBrief("why", "what"),
                    CreatedAt = _clock.GetUtcNow(),
                }));
            }
            else if (turn.Activity.Text == "close")
            {
                var open = await _host!.Get<IHandoffStore>().GetAsync(work.Conversation.ConversationId, cancellation);
                work.Add(HandoffTransitions.Close(open!, "sophie", "Sophie", _clock.GetUtcNow()));
            }

            await Echo(turn, cancellation);
        },
        configure: services => services.AddSingleton<TimeProvider>(_clock));
    }

    private static Task<RetentionCount> SweepAsync(EngineHost host) => host.Get<IRetention>().SweepAsync(CancellationToken.None);

    private static Task<long> CountAsync(EngineHost host, string sql) => host.Get<SqlDatabase>().ReadAsync(session =>
    {
        using var row = session.Use(sql);
        row.Step();
        return row.GetInt64(0);
    });
}
