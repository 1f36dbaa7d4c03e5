using System.Text.Json;
using AssistantBot.Bot;
using AssistantBot.Bot.Models;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Storage;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Handoff;

/// <summary>The whole bot on the durable engine and SQLite, with a scripted Teams.</summary>
internal sealed class OfficeEngine : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly EngineHost _host;

    private OfficeEngine(TemporaryDirectory directory, EngineHost host, FakeAnswerer answerer, ScriptedSender teams)
    {
        _directory = directory;
        _host = host;
        Answerer = answerer;
        Teams = teams;
    }

    public FakeAnswerer Answerer { get; }

    public ScriptedSender Teams { get; }

    public IHandoffStore Handoffs => _host.Get<IHandoffStore>();

    /// <summary>Starts with fakes for triage and answers, or with the product's own over the sample knowledge base.</summary>
    public static Task<OfficeEngine> StartAsync(bool real = false, params (string Key, string Value)[] more) => StartAsync(real, null, more);

    /// <summary>Starts with the product's own triage and answers, on channels that show a reply while it is written.</summary>
    public static Task<OfficeEngine> StartStreamingAsync(IEphemeralSender chunks, params (string Key, string Value)[] more) => StartAsync(real: true, chunks, more);

    private static async Task<OfficeEngine> StartAsync(bool real, IEphemeralSender? chunks, (string Key, string Value)[] more)
    {
        var directory = new TemporaryDirectory();
        var answerer = new FakeAnswerer();
        var triage = new FakeTriage();
        var teams = new ScriptedSender();
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = $"Data Source={directory.File("office.db")}" };
        settings["Knowledge:Path"] = Path.Combine(RepositoryRoot.Path, "knowledge");
        settings["Knowledge:Watch"] = "false";
        foreach (var (key, value) in more)
            settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var host = await EngineHost.StartAsync(
            services =>
            {
                if (!real)
                    services.AddSqliteStorage();
                if (chunks is not null)
                    services.AddSingleton(chunks);
            },
            settings, (_, _) => Task.CompletedTask,
            services => (real
                    ? services.AddSqliteStorage().AddModel(configuration).AddKnowledge(configuration).AddTriage(configuration)
                    : services.AddSingleton<ITriage>(triage).AddSingleton<ISmallTalkRecognizer>(triage).AddSingleton<IAnswerer>(answerer).AddKnowledgeRetrieval())
                .AddSingleton<IChannelSender>(teams)
                .AddHandoff()
                .AddDialogs()
                .AddSingleton<OfficeBot>()
                .AddSingleton<IBot>(provider => provider.GetRequiredService<OfficeBot>()));
        var bot = host.Get<OfficeBot>();
        host.Get<BotAdapter>().OnTurnError = (turn, _) => bot.OnTurnErrorAsync(turn, CancellationToken.None);
        return new OfficeEngine(directory, host, answerer, teams);
    }

    public Task IdleAsync() => _host.WhenIdleAsync();

    public Task SayAsync(string conversation, string text) => _host.Dispatcher.AcceptAsync(
        new InboundActivity(
            new Activity
            {
                Type = ActivityTypes.Message,
                ChannelId = ChannelIds.Directline,
                Conversation = new ConversationAccount { Id = conversation },
                From = new ChannelAccount { Id = "dl_ana", Name = "Ana" },
                Recipient = new ChannelAccount { Id = "bot", Name = "Bot" },
                Text = text,
            },
            new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { Name = "Ana" }) { AppendToTranscript = true },
        CancellationToken.None);

    public async Task<DeskResult> DeskAsync<T>(string conversation, string name, T value, string assistant)
    {
        var response = await _host.Dispatcher.InvokeAsync(
            new InboundActivity(
                new Activity
                {
                    Type = ActivityTypes.Invoke,
                    Name = name,
                    ChannelId = ChannelIds.Directline,
                    Conversation = new ConversationAccount { Id = conversation },
                    Value = JsonSerializer.SerializeToElement(value, HandoffJson.Default.Options),
                },
                new TurnIdentity(TurnOrigin.Desk, $"desk-{assistant}") { IsMember = true, Name = assistant }),
            CancellationToken.None);
        return response.Body!.Value.Deserialize(HandoffJson.Default.DeskResult)!;
    }

    /// <summary>An employee writes to the bot in Teams; each conversation is another's.</summary>
    public Task TeamsChatSaysAsync(string conversation, string text) => _host.Dispatcher.AcceptAsync(
        new InboundActivity(
            new Activity
            {
                Type = ActivityTypes.Message,
                ChannelId = ChannelIds.Msteams,
                // On this machine, so that Teams' rate limits do not apply.
                ServiceUrl = "http://127.0.0.1:9/",
                Conversation = new ConversationAccount { Id = conversation, ConversationType = ConversationTypes.Personal, TenantId = "tenant" },
                From = new ChannelAccount { Id = $"29:ana-{conversation}", Name = "Ana", AadObjectId = $"aad-ana-{conversation}" },
                Recipient = new ChannelAccount { Id = "28:bot", Name = "Bot" },
                Text = text,
            },
            new TurnIdentity(TurnOrigin.Channel, $"29:ana-{conversation}") { IsMember = true, Name = "Ana", TenantId = "tenant" }),
        CancellationToken.None);

    /// <summary>Somebody does something in a Teams channel.</summary>
    public static InboundActivity FromTeams(string conversation, Activity activity, string name)
    {
        activity.ChannelId = ChannelIds.Msteams;
        activity.ServiceUrl = "https://smba.example/";
        activity.Conversation = new ConversationAccount { Id = conversation, ConversationType = ConversationTypes.Channel, IsGroup = true, TenantId = "tenant" };
        activity.From = new ChannelAccount { Id = $"29:{name}", Name = name, AadObjectId = $"aad-{name}" };
        activity.Recipient = new ChannelAccount { Id = "28:bot", Name = "Bot" };
        return new InboundActivity(activity, new TurnIdentity(TurnOrigin.Channel, $"29:{name}") { IsMember = true, IsAnonymous = true, Name = name });
    }

    public Task TeamsSaysAsync(string conversation, Activity activity, string name) =>
        _host.Dispatcher.AcceptAsync(FromTeams(conversation, activity, name), CancellationToken.None);

    public Task<InvokeResponse> TeamsInvokesAsync(string conversation, Activity activity, string name) =>
        _host.Dispatcher.InvokeAsync(FromTeams(conversation, activity, name), CancellationToken.None);

    public Task<List<Activity>> SaidAsync(string conversation) => SaidInAsync(new ConversationKey(ChannelIds.Directline, conversation));

    /// <summary>Everything said in a conversation of any channel.</summary>
    public async Task<List<Activity>> SaidInAsync(ConversationKey conversation) =>
        [.. (await _host.Transcripts.ReadAsync(conversation, 0, 1000, CancellationToken.None))
            .Select(entry => entry.Activity)
            .Where(activity => activity.Type == ActivityTypes.Message)];

    public async Task<HandoffRequest> RequestAsync(string conversation) =>
        (await Handoffs.FindOpenAsync(new ConversationKey(ChannelIds.Directline, conversation), CancellationToken.None)).Request!;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _directory.Dispose();
    }
}
