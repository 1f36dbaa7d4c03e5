using AssistantBot.Bot;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Cards;
using AssistantBot.Dialogs;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Dialogs;

/// <summary>
/// The whole bot on an engine made of lists: turns run one at a time, a turn whose observed versions moved runs again, and internal activities
/// are delivered in order.
/// </summary>
internal sealed class OfficeWorld : BotAdapter, ITranscriptStore
{
    public static readonly ConversationKey Web = new(ChannelIds.Directline, "web-1");
    public static readonly ConversationKey Channel = new(ChannelIds.Msteams, "19:assist@thread.tacv2;messageid=1");

    private readonly Dictionary<ConversationKey, List<TranscriptEntry>> _transcripts = [];
    private readonly Queue<(ConversationKey To, Activity Activity, ConversationReference? Reference)> _internal = [];
    private readonly Dictionary<ConversationKey, ConversationReference> _references = [];
    private readonly HashSet<string> _delivered = [];
    private readonly MemoryStorage _storage = new();
    private readonly OfficeBot _bot;
    private long _sequence;
    private long _inbox;

    public OfficeWorld(params (string Key, string Value)[] settings)
        : this(_ => { }, settings)
    {
    }

    public OfficeWorld(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build();
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(new KnowledgeBase("1", [FakeAnswerer.LeaveFr, FakeAnswerer.LeaveEn, FakeAnswerer.ParkingFr, FakeAnswerer.ParkingEn]));
        var services = new ServiceCollection();
        configure(services);
        Services = services
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ITranscriptStore>(this)
            .AddSingleton<IHandoffStore>(Handoffs)
            .AddSingleton<ITriage>(Triage).AddSingleton<ISmallTalkRecognizer>(Triage)
            .AddSingleton<IAnswerer>(Answerer)
            .AddSingleton<AssistantBot.Triage.Judgement.IModelJudge>(Judge)
            .AddSingleton<IModelResultStore>(ModelResults)
            .AddSingleton(retriever).AddSingleton<IKnowledgeRetriever>(retriever)
            .AddHandoff()
            .AddDialogs()
            .AddSingleton<OfficeBot>()
            .BuildServiceProvider();
        _bot = Services.GetRequiredService<OfficeBot>();
    }

    public ServiceProvider Services { get; }

    public ManualTimeProvider Clock { get; } = new();

    public FakeHandoffStore Handoffs { get; } = new();

    public FakeTriage Triage { get; } = new();

    public FakeAnswerer Answerer { get; } = new();

    public FakeModelJudge Judge { get; } = new();

    public FakeModelResults ModelResults { get; } = new();

    public IWording Wording => Services.GetRequiredService<IWording>();

    public List<(ConversationKey Conversation, TurnEffect Effect)> Effects { get; } = [];

    /// <summary>What stands in each conversation, in order, updates in place.</summary>
    public Dictionary<ConversationKey, List<Activity>> Said { get; } = [];

    public int Reruns { get; private set; }

    public List<string> Texts(ConversationKey conversation) =>
        [.. Said.GetValueOrDefault(conversation, []).Where(activity => activity.Type == ActivityTypes.Message).Select(activity => activity.Text ?? "")];

    /// <summary>Says something on the web and gives what the bot says to that.</summary>
    public async Task<List<Activity>> SayAsync(string text, bool isMember = false)
    {
        var before = Said.GetValueOrDefault(Web, []).Count;
        await RunAsync(Web, Activity.CreateMessage(text), new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { IsMember = isMember, Name = "Ana" });
        return [.. Said.GetValueOrDefault(Web, []).Skip(before).Where(activity => activity.Type == ActivityTypes.Message)];
    }

    public async Task<List<string>> TextsOfAsync(string text) => [.. (await SayAsync(text)).Select(activity => activity.Text ?? "")];

    /// <summary>A world in which Sophie has taken the handoff that Ana asked for.</summary>
    public static async Task<OfficeWorld> AcceptedAsync(string ask = "Je veux parler à une personne.")
    {
        var world = new OfficeWorld();
        await world.SayAsync(ask);
        await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id));
        return world;
    }

    /// <summary>Sends a desk command.</summary>
    public async Task<DeskResult> DeskAsync<T>(string name, T value, string assistant = "Sophie", ConversationKey? conversation = null)
    {
        var response = await RunAsync(
            conversation ?? Web,
            new Activity { Type = ActivityTypes.Invoke, Name = name, Value = JsonSerializer.SerializeToElement(value, HandoffJson.Default.Options) },
            new TurnIdentity(TurnOrigin.Desk, $"desk-{assistant}") { IsMember = true, Name = assistant });
        return response!.Body!.Value.Deserialize(HandoffJson.Default.DeskResult)!;
    }

    /// <summary>Somebody in Teams does something in a conversation.</summary>
    public Task<InvokeResponse?> TeamsAsync(ConversationKey conversation, Activity activity, string name = "Paul", string type = ConversationTypes.Channel, bool isMember = true, bool anonymous = false)
    {
        activity.ChannelId = ChannelIds.Msteams;
        activity.From = new ChannelAccount { Id = $"29:{name}", Name = name, AadObjectId = $"aad-{name}" };
        activity.Recipient = new ChannelAccount { Id = "28:bot", Name = "Bot" };
        activity.Conversation = new ConversationAccount { Id = conversation.ConversationId, ConversationType = type, IsGroup = type != ConversationTypes.Personal, TenantId = "tenant" };
        activity.ServiceUrl = "https://smba.example/";
        activity.ChannelData ??= type == ConversationTypes.Channel
            ? JsonSerializer.SerializeToElement(new TeamsChannelData { Channel = new ChannelInfo { Id = "19:assist@thread.tacv2" }, Tenant = new TenantInfo { Id = "tenant" } }, ActivityJson.Context.TeamsChannelData)
            : null;
        return RunAsync(conversation, activity, new TurnIdentity(TurnOrigin.Channel, activity.From.Id) { IsMember = isMember, Name = name, TenantId = "tenant", IsAnonymous = anonymous });
    }

    /// <summary>Makes the Teams channel the assistants' channel.</summary>
    public Task ChooseChannelAsync() => TeamsAsync(Channel, Mention("relais ici"), anonymous: true);

    public static Activity Mention(string text)
    {
        var activity = Activity.CreateMessage($"<at>Bot</at> {text}");
        activity.Entities = [new Mention(new ChannelAccount { Id = "28:bot", Name = "Bot" }, "<at>Bot</at>").ToEntity()];
        return activity;
    }

    /// <summary>Lets time pass and turns due timers into turns.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        foreach (var due in _timers.Where(timer => timer.Value.DueUtc <= Clock.GetUtcNow()).ToList())
        {
            _timers.Remove(due.Key);
            await RunAsync(due.Key.Conversation, Activity.CreateEvent(due.Value.Name, due.Value.Value is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null), new TurnIdentity(TurnOrigin.Timer, null));
        }
    }

    private readonly Dictionary<(ConversationKey Conversation, string Name), StartTimerEffect> _timers = [];

    public async Task<InvokeResponse?> RunAsync(ConversationKey conversation, Activity activity, TurnIdentity identity)
    {
        var response = await RunOneAsync(conversation, activity, identity);
        while (_internal.TryDequeue(out var next))
        {
            if (next.Reference is not null)
                _references.TryAdd(next.To, next.Reference);
            await RunOneAsync(next.To, next.Activity, new TurnIdentity(TurnOrigin.Internal, null));
        }

        return response;
    }

    private async Task<InvokeResponse?> RunOneAsync(ConversationKey conversation, Activity activity, TurnIdentity identity)
    {
        var inboxId = Interlocked.Increment(ref _inbox);
        Address(conversation, activity, inboxId);
        if (activity.Type == ActivityTypes.Message && identity.Origin is TurnOrigin.Channel or TurnOrigin.DirectLine)
            Record(conversation, activity);
        while (true)
        {
            using var context = new TurnContext(this, activity.Clone());
            var work = new TurnUnitOfWork(conversation, inboxId);
            var storage = new StagedStorage(_storage);
            context.TurnState.Set(work);
            context.TurnState.Set(identity);
            context.TurnState.Set<IStorage>(storage);
            await RunPipelineAsync(context, _bot.OnTurnAsync, CancellationToken.None);
            if (!work.Observed.All(seen => Handoffs.Stands(seen.Key, seen.Value)))
            {
                Reruns++;
                continue;
            }

            await storage.CommitAsync();
            foreach (var effect in work.Effects)
                Commit(conversation, effect);
            return context.GetInvokeResponse();
        }
    }

    private void Commit(ConversationKey conversation, TurnEffect effect)
    {
        Effects.Add((conversation, effect));
        Handoffs.Apply(effect);
        var said = Said.TryGetValue(conversation, out var known) ? known : Said[conversation] = [];
        switch (effect)
        {
            case SendActivityEffect send:
                said.Add(send.Activity);
                Record(conversation, send.Activity);
                break;
            case UpdateActivityEffect update:
                said[said.FindIndex(activity => activity.Id == update.TargetId)] = update.Activity;
                break;
            case DeleteActivityEffect delete:
                said.RemoveAll(activity => activity.Id == delete.TargetId);
                break;
            case PostInternalActivityEffect post when _delivered.Add($"{post.To}|{post.EffectId}"):
                _internal.Enqueue((post.To, post.Activity, post.Reference));
                break;
            case StartTimerEffect timer:
                _timers[(conversation, timer.Name)] = timer;
                break;
            case CancelTimerEffect cancel:
                _timers.Remove((conversation, cancel.Name));
                break;
        }
    }

    private void Address(ConversationKey conversation, Activity activity, long inboxId)
    {
        var reference = _references.GetValueOrDefault(conversation);
        activity.Id ??= $"in-{inboxId}";
        activity.ChannelId ??= conversation.ChannelId;
        activity.Conversation ??= reference?.Conversation ?? new ConversationAccount { Id = conversation.ConversationId };
        activity.From ??= reference?.User ?? (conversation == Web ? new ChannelAccount { Id = "dl_ana", Name = "Ana" } : null);
        activity.Recipient ??= reference?.Bot ?? new ChannelAccount { Id = "bot", Name = "Bot" };
        _references.TryAdd(conversation, activity.GetConversationReference());
    }

    private void Record(ConversationKey conversation, Activity activity)
    {
        if (!_transcripts.TryGetValue(conversation, out var entries))
            _transcripts[conversation] = entries = [];
        entries.Add(new TranscriptEntry(++_sequence, activity, Clock.GetUtcNow()));
    }

    public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        var work = turnContext.TurnState.Get<TurnUnitOfWork>()!;
        var responses = activities.Select(_ => new ResourceResponse { Id = Guid.NewGuid().ToString("n") }).ToArray();
        for (var i = 0; i < activities.Length; i++)
        {
            if (activities[i].Type == ActivityTypes.InvokeResponse)
                continue;
            activities[i].Id = responses[i].Id;
            work.Add(new SendActivityEffect(responses[i].Id!, activities[i]));
        }

        return Task.FromResult(responses);
    }

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        turnContext.TurnState.Get<TurnUnitOfWork>()!.Add(new UpdateActivityEffect(activity.Id!, activity));
        return Task.FromResult(new ResourceResponse { Id = activity.Id });
    }

    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        turnContext.TurnState.Get<TurnUnitOfWork>()!.Add(new DeleteActivityEffect(reference.ActivityId!));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TranscriptEntry>> ReadAsync(ConversationKey conversation, long after, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TranscriptEntry>>([.. _transcripts.GetValueOrDefault(conversation, []).Where(entry => entry.Sequence > after).Take(max)]);

    public Task<IReadOnlyList<TranscriptEntry>> ReadLastAsync(ConversationKey conversation, int count, long? upTo, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TranscriptEntry>>([.. _transcripts.GetValueOrDefault(conversation, []).Where(entry => upTo is null || entry.Sequence <= upTo).TakeLast(count)]);

    public Task<IReadOnlyList<TranscriptEntry>> ReadHistoryAsync(TurnUnitOfWork turn, int count, CancellationToken cancellationToken) =>
        ReadLastAsync(turn.Conversation, count, null, cancellationToken);

    /// <summary>Writes that reach the storage only with the turn's other effects.</summary>
    private sealed class StagedStorage(IStorage inner) : IStorage
    {
        private readonly Dictionary<string, object> _changes = [];

        public Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default) => inner.ReadAsync(keys, cancellationToken);

        public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default)
        {
            foreach (var (key, value) in changes)
                _changes[key] = StateJson.ToElement(value);
            return Task.CompletedTask;
        }

        public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) => inner.DeleteAsync(keys, cancellationToken);

        public Task CommitAsync() => inner.WriteAsync(_changes);
    }
}
