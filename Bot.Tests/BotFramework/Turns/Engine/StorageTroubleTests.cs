using System.Diagnostics;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Storage.Sql;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace AssistantBot.Tests.BotFramework.Turns.Engine;

/// <summary>A database that fails for a moment must leave nothing that only a restart would find.</summary>
public sealed class StorageTroubleTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Send_WhoseClaimCannotBeLookedAt_IsSentWhenItCan()
    {
        var sender = new ScriptedSender();
        await using var host = await StartAsync(
            async (turn, cancellation) =>
            {
                await turn.SendActivityAsync("1", cancellationToken: cancellation);
                await turn.SendActivityAsync("2", cancellationToken: cancellation);
            },
            services => services.AddSingleton<IChannelSender>(sender).AddSingleton<IOutboxStore>(provider => new LateOutbox(ActivatorUtilities.CreateInstance<SqlOutbox>(provider))));

        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await UntilAsync(() => sender.Delivered.Count == 2);
        Assert.Equal(["1", "2"], sender.Texts);
    }

    [Fact]
    public async Task Send_HandedOverWhileAnotherCannotBeClaimed_IsSent()
    {
        var sender = new ScriptedSender();
        var outbox = new StuckOutbox();
        await using var host = await StartAsync(
            EchoAsync, services => services.AddSingleton<IChannelSender>(sender).AddSingleton<IOutboxStore>(provider => outbox.Over(ActivatorUtilities.CreateInstance<SqlOutbox>(provider))));
        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await UntilAsync(() => sender.Delivered.Count == 1);
        await host.WhenIdleAsync();

        outbox.Sticks = true;
        host.Get<OutboxSender>().Wake(1);
        await outbox.Asked.Task.WaitAsync(Deadline);
        await host.AcceptAsync(EngineHost.Message("hello", "a2"));
        await host.Get<TurnScheduler>().WhenIdleAsync().WaitAsync(Deadline);
        outbox.Fails.SetException(new StorageUnavailableException("away"));
        await UntilAsync(() => sender.Delivered.Count == 2);
    }

    [Fact]
    public async Task Send_WhoseOutcomeIsRefusedUnexpectedly_IsSentAgainAndCountedAsAmbiguous()
    {
        var sender = new ScriptedSender();
        await using var host = await StartAsync(
            EchoAsync,
            services => services.AddSingleton<IChannelSender>(sender).AddSingleton(provider =>
                FailsOnce.At<IOutboxStore>(nameof(IOutboxStore.SettleAsync), ActivatorUtilities.CreateInstance<SqlOutbox>(provider), new InvalidOperationException("unexpected"))));
        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await UntilAsync(() => sender.Delivered.Count == 2);
        await host.WhenIdleAsync();
        Assert.Equal((2, 1), await host.Get<SqlDatabase>().ReadAsync(session =>
        {
            using var row = session.Use("SELECT status, ambiguous FROM outbox");
            Assert.True(row.Step());
            return (row.GetInt32(0), row.GetInt32(1));
        }));
    }

    [Fact]
    public async Task WaitingRow_ThatCannotBeClaimedAtStart_RunsWhenItCan()
    {
        var never = new TaskCompletionSource();
        var before = await StartAsync((_, _) => never.Task);
        await before.AcceptAsync(EngineHost.Message("hello", "a1"));
        await before.DisposeAsync();

        await using var host = await StartAsync(EchoAsync, services => services.AddSingleton(provider =>
            FailsOnce.At<ITurnStore>(nameof(ITurnStore.ClaimNextAsync), ActivatorUtilities.CreateInstance<SqlTurns>(provider), new StorageUnavailableException("away"))));
        await UntilAsync(async () => (await host.SaidAsync()).Count == 2);
        Assert.Equal(["< hello", "> echo"], await host.SaidAsync());
    }

    [Fact]
    public async Task Timers_AfterAFailureNobodyExpected_FireStill()
    {
        await using var host = await StartAsync(
            async (turn, cancellation) =>
            {
                if (turn.Activity.Type == ActivityTypes.Event)
                    await EchoAsync(turn, cancellation);
                else
                    turn.TurnState.Get<TurnUnitOfWork>()!.Add(new StartTimerEffect("wake", DateTimeOffset.UnixEpoch, null));
            },
            services => services.AddSingleton(provider =>
                FailsOnce.At<ITimerStore>(nameof(ITimerStore.AnyDueAsync), ActivatorUtilities.CreateInstance<SqlTimers>(provider), new InvalidOperationException("unexpected"))));
        await host.AcceptAsync(EngineHost.Message("set", "a1"));
        await UntilAsync(async () => (await host.SaidAsync()).Count == 2);
    }

    [Fact]
    public async Task Accept_DatabaseIsKnownToBeAway_RefusesWithoutAskingIt()
    {
        var ownership = new Mock<IPartitionOwnership>();
        ownership.SetupGet(node => node.IsSole).Returns(true);
        ownership.Setup(node => node.Owns(It.IsAny<long>())).Returns(true);
        await using var host = await StartAsync(EchoAsync, services => services.AddSingleton(ownership.Object).AddSingleton(provider =>
            FailsOnce.At<ITurnStore>(nameof(ITurnStore.AcceptAsync), ActivatorUtilities.CreateInstance<SqlTurns>(provider), new InvalidOperationException("asked"))));
        await Assert.ThrowsAsync<TurnRejectedException>(() => host.AcceptAsync(EngineHost.Message("hello", "a1")));
        ownership.SetupGet(node => node.IsAvailable).Returns(true);
        var asked = await Assert.ThrowsAsync<InvalidOperationException>(() => host.AcceptAsync(EngineHost.Message("hello", "a1")));
        Assert.Equal("asked", asked.Message);
    }

    [Fact]
    public async Task Host_EndedWhileASendIsOnItsWay_LeavesNothingRunning()
    {
        var clock = new ManualTimeProvider();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sender = new Mock<IChannelSender>();
        sender.Setup(channel => channel.Serves(It.IsAny<string>())).Returns(true);
        sender.Setup(channel => channel.SendAsync(It.IsAny<OutboxItem>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            asked.SetResult();
            return answered.Task;
        });
        var host = await StartAsync(EchoAsync, services => services.AddSingleton<TimeProvider>(clock).AddSingleton(sender.Object));
        var outbox = host.Get<OutboxSender>();
        await host.AcceptAsync(EngineHost.Message("hello", "a1"));
        await asked.Task.WaitAsync(Deadline);

        await host.DisposeAsync();
        answered.SetResult(new SendOutcome(SendOutcomeKind.Delivered));

        await outbox.WhenIdleAsync().WaitAsync(Deadline);
        await UntilAsync(() => clock.PendingTimers == 0);
    }

    private static async Task EchoAsync(ITurnContext turn, CancellationToken cancellation) => await turn.SendActivityAsync("echo", cancellationToken: cancellation);

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Deadline, "It did not happen.");
            await Task.Yield();
        }
    }

    private Task<EngineHost> StartAsync(BotCallbackHandler bot, Action<IServiceCollection>? configure = null) => EngineHost.StartAsync(
        services => services.AddSqliteStorage(),
        new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = $"Data Source={_directory.File("a.db")}",
            ["Turns:AcceptTimeout"] = "00:01:00",
            ["Turns:RetryDelay"] = "00:00:00.001",
            ["Turns:TimerInterval"] = "00:00:00.010",
        },
        bot,
        configure);

    // Says when it is asked for a claim, and fails when it is told to.
    private sealed class StuckOutbox
    {
        public bool Sticks { get; set; }

        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<ClaimedSend?> Fails { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IOutboxStore Over(SqlOutbox inner)
        {
            var store = new Mock<IOutboxStore>();
            store.Setup(outbox => outbox.ClaimNextAsync(It.IsAny<long>())).Returns<long>(conversation =>
            {
                if (!Sticks)
                    return inner.ClaimNextAsync(conversation);
                Sticks = false;
                Asked.SetResult();
                return Fails.Task;
            });
            store.Setup(outbox => outbox.SettleAsync(It.IsAny<ClaimedSend>(), It.IsAny<SendSettlement>(), It.IsAny<SendOutcome>(), It.IsAny<bool>()))
                .Returns<ClaimedSend, SendSettlement, SendOutcome, bool>(inner.SettleAsync);
            store.Setup(outbox => outbox.HoldsAsync(It.IsAny<ClaimedSend>())).Returns<ClaimedSend>(inner.HoldsAsync);
            store.Setup(outbox => outbox.RecoverAsync()).Returns(inner.RecoverAsync);
            return store.Object;
        }
    }

    // Every claim it gives has waited long, and the first look at one fails.
    private sealed class LateOutbox(IOutboxStore inner) : IOutboxStore
    {
        private int _fails = 1;

        public async Task<ClaimedSend?> ClaimNextAsync(long conversationId) => Late(await inner.ClaimNextAsync(conversationId));

        public async Task<ClaimedSend?> SettleAsync(ClaimedSend send, SendSettlement settlement, SendOutcome outcome, bool claimsNext) =>
            Late(await inner.SettleAsync(send, settlement, outcome, claimsNext));

        public Task<bool> HoldsAsync(ClaimedSend send) =>
            Interlocked.Decrement(ref _fails) >= 0 ? Task.FromException<bool>(new StorageUnavailableException("away")) : inner.HoldsAsync(send);

        public Task<IReadOnlyList<long>> RecoverAsync() => inner.RecoverAsync();

        private static ClaimedSend? Late(ClaimedSend? send) => send is null ? null : send with { ClaimedAt = Stopwatch.GetTimestamp() - (60 * Stopwatch.Frequency) };
    }
}

