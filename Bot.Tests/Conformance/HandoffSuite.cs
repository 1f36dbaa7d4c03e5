using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Conformance;

/// <summary>Handoffs are transitions with versions: one accepter wins, and no turn commits over one.</summary>
public abstract class HandoffSuite : ConformanceSuite
{
    private static readonly ConversationKey Person = new(ChannelIds.Test, "c1");

    [Fact]
    public async Task Accept_TwoAssistantsAtOnceAThousandTimes_OneWinsAndTheOtherLearnsWho()
    {
        EngineHost? host = null;
        var outcomes = new System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentBag<string>>();
        host = await StartAsync(async (turn, cancellation) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            var store = host!.Get<IHandoffStore>();
            if (turn.Activity.Type == ActivityTypes.Message)
            {
                var open = await store.FindOpenAsync(work.Conversation, cancellation);
                work.Observe(HandoffVersions.OpenIn(work.Conversation), open.Version);
                var request = Request(turn.Activity.Text!, work.Conversation);
                work.Add(new HandoffTransitionEffect(request, Event(request, HandoffEventKind.Opened, null)));
                return;
            }

            var (id, assistant) = (turn.Activity.Name!, turn.Activity.From!.Id!);
            var current = (await store.GetAsync(id, cancellation))!;
            work.Observe(HandoffVersions.Of(id), current.Version);
            if (current.State != HandoffState.Waiting)
            {
                outcomes.GetOrAdd(id, _ => []).Add($"{assistant} told {current.AssistantId}");
                return;
            }

            var taken = current with { State = HandoffState.Accepted, AssistantId = assistant, Version = current.Version + 1 };
            work.Add(new HandoffTransitionEffect(taken, Event(taken, HandoffEventKind.Accepted, assistant)));
        });

        const int Tries = 1000;
        await Task.WhenAll(Enumerable.Range(0, Tries).Select(i => host.AcceptAsync(EngineHost.Message($"h{i}", $"open{i}", $"c{i}"))));
        await host.WhenIdleAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Tries), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (i, _) => await Task.WhenAll(TakeAsync(host, i, $"h{i}", "sophie"), TakeAsync(host, i, $"h{i}", "marc")));

        Assert.Equal(Tries, outcomes.Count);
        var store = host.Get<IHandoffStore>();
        foreach (var (id, told) in outcomes)
        {
            var request = (await store.GetAsync(id, CancellationToken.None))!;
            Assert.Equal((HandoffState.Accepted, 2L), (request.State, request.Version));
            var loser = request.AssistantId == "sophie" ? "marc" : "sophie";
            Assert.Equal($"{loser} told {request.AssistantId}", told.Single(line => line != $"{request.AssistantId} told {request.AssistantId}"));
            Assert.Equal([HandoffEventKind.Opened, HandoffEventKind.Accepted], (await store.ReadEventsAsync(id, CancellationToken.None)).Select(line => line.Kind));
        }
    }

    [Fact]
    public async Task Events_OfOneKind_AreListedNewestFirst()
    {
        await using var host = await StartAsync((turn, _) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            var request = Request(turn.Activity.Text!, work.Conversation);
            work.Add(new HandoffTransitionEffect(request, Event(request, HandoffEventKind.Opened, null)));
            work.Add(new HandoffNoteEffect(new HandoffEvent(request.Id, HandoffEventKind.DecisionReviewed, "sophie", "Sophie", request.Id, DateTimeOffset.UnixEpoch)));
            return Task.CompletedTask;
        });
        for (var i = 0; i < 3; i++)
        {
            await host.AcceptAsync(EngineHost.Message($"h{i}", $"open{i}", $"c{i}"));
            await host.WhenIdleAsync();
        }

        var listed = await host.Get<IHandoffStore>().ListEventsAsync(HandoffEventKind.DecisionReviewed, 2, CancellationToken.None);

        Assert.Equal(["h2", "h1"], listed.Select(line => line.HandoffId));
        Assert.Equal(("sophie", "Sophie", "h2"), (listed[0].ActorId, listed[0].ActorName, listed[0].Text));
    }

    [Fact]
    public async Task List_LatestClosedFirst_IsReadPageByPage()
    {
        var host = await StartAsync((turn, _) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            var number = int.Parse(turn.Activity.Text!, System.Globalization.CultureInfo.InvariantCulture);
            var request = Request($"h{number}", work.Conversation) with { State = HandoffState.Closed, ClosedAt = DateTimeOffset.UnixEpoch.AddHours(number) };
            work.Add(new HandoffTransitionEffect(request, Event(request, HandoffEventKind.Closed, null)));
            return Task.CompletedTask;
        });
        foreach (var number in (int[])[2, 4, 1, 3])
            await host.AcceptAsync(EngineHost.Message($"{number}", $"m{number}", $"c{number}"));
        await host.WhenIdleAsync();
        var query = new HandoffQuery([HandoffState.Closed], Max: 2) { Order = HandoffOrder.LatestClosedFirst };
        var store = host.Get<IHandoffStore>();

        Assert.Equal(["h4", "h3"], (await store.ListAsync(query, CancellationToken.None)).Select(request => request.Id));
        Assert.Equal(["h2", "h1"], (await store.ListAsync(query with { Skip = 2 }, CancellationToken.None)).Select(request => request.Id));
    }

    [Fact]
    public async Task Accept_WhileTheBotThinks_CancelsTheModelCallAndTheBotStaysSilent()
    {
        EngineHost? host = null;
        var thinking = new TaskCompletionSource();
        var sender = new ScriptedSender();
        var runs = 0;
        host = await StartAsync(
            async (turn, cancellation) =>
            {
                var work = turn.TurnState.Get<TurnUnitOfWork>()!;
                var open = await host!.Get<IHandoffStore>().FindOpenAsync(work.Conversation, cancellation);
                work.Observe(HandoffVersions.OpenIn(work.Conversation), open.Version);
                if (turn.Activity.Type == ActivityTypes.Invoke)
                {
                    var request = Request("h1", work.Conversation) with { State = HandoffState.Accepted, AssistantId = "sophie" };
                    work.Add(new HandoffTransitionEffect(request, Event(request, HandoffEventKind.Accepted, "sophie")));
                    return;
                }

                runs++;
                if (open.Request is not null)
                    return;
                thinking.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
                await turn.SendActivityAsync("the bot talks over the human", cancellationToken: cancellation);
            },
            sender);

        await host.AcceptAsync(EngineHost.Message("question", "a1"));
        await thinking.Task;
        var invoke = EngineHost.Message("", "i1");
        invoke.Type = ActivityTypes.Invoke;
        await host.Dispatcher.InvokeAsync(EngineHost.Inbound(invoke), CancellationToken.None);
        await host.WhenIdleAsync();

        Assert.Equal(2, runs);
        Assert.Empty(sender.Attempts);
    }

    [Fact]
    public async Task Store_ReadsWhatTransitionsWrote()
    {
        EngineHost? host = null;
        var thread = new ConversationKey(ChannelIds.Test, "handoff:h1");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_000);
        host = await StartAsync((turn, _) =>
        {
            var work = turn.TurnState.Get<TurnUnitOfWork>()!;
            var request = Request("h1", Person) with { Thread = thread, DangerToLife = true };
            switch (turn.Activity.Text)
            {
                case "open":
                    work.Add(new HandoffTransitionEffect(request, Event(request, HandoffEventKind.Opened, null)));
                    break;
                case "note":
                    work.Add(new HandoffNoteEffect(new HandoffEvent("h1", HandoffEventKind.Note, "sophie", "Sophie", "entre nous", now)));
                    break;
                case "close":
                    var closed = request with { State = HandoffState.Closed, ClosedAt = now, Version = 2 };
                    work.Add(new HandoffTransitionEffect(closed, Event(closed, HandoffEventKind.Closed, "sophie")));
                    break;
            }

            return Task.CompletedTask;
        });
        var store = host.Get<IHandoffStore>();
        Assert.Equal(new OpenHandoff(null, 0), await store.FindOpenAsync(Person, CancellationToken.None));

        await host.AcceptAsync(EngineHost.Message("open", "a1"));
        await host.AcceptAsync(EngineHost.Message("note", "a2"));
        await host.WhenIdleAsync();
        var open = await store.FindOpenAsync(Person, CancellationToken.None);
        Assert.Equal(("h1", 1L, TriageReason.Distress), (open.Request!.Id, open.Version, open.Request.Reason));
        Assert.Equal("h1", (await store.FindByThreadAsync(thread, CancellationToken.None))!.Id);
        Assert.Equal("h1", Assert.Single(await store.ListAsync(new HandoffQuery([HandoffState.Waiting]), CancellationToken.None)).Id);
        Assert.Empty(await store.ListAsync(new HandoffQuery([HandoffState.Closed]), CancellationToken.None));
        Assert.Equal("entre nous", (await store.ReadEventsAsync("h1", CancellationToken.None))[1].Text);

        await host.AcceptAsync(EngineHost.Message("close", "a3"));
        await host.WhenIdleAsync();
        Assert.Equal(new OpenHandoff(null, 2), await store.FindOpenAsync(Person, CancellationToken.None));
        Assert.Equal("h1", (await store.FindLastClosedAsync(Person, CancellationToken.None))!.Id);
    }

    private static Task<InvokeResponse> TakeAsync(EngineHost host, int i, string id, string assistant)
    {
        var command = new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = id,
            Id = $"take-{id}-{assistant}",
            ChannelId = ChannelIds.Test,
            Conversation = new ConversationAccount { Id = $"c{i}" },
            From = new ChannelAccount { Id = assistant },
        };
        return host.Dispatcher.InvokeAsync(EngineHost.Inbound(command, TurnOrigin.Desk), CancellationToken.None);
    }

    private static HandoffEvent Event(HandoffRequest request, HandoffEventKind kind, string? actor) =>
        new(request.Id, kind, actor, actor, null, request.CreatedAt);

    private static HandoffRequest Request(string id, ConversationKey conversation) => new()
    {
        Id = id,
        Reference = "K-1",
        Conversation = conversation,
        PersonId = "user1",
        Language = "fr",
        Reason = TriageReason.Distress,
        Brief = new HandoffBrief("pourquoi", "quoi"),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_779_999_000_000),
    };
}
