using System.Text.Json;
using AssistantBot.Bot;
using AssistantBot.Bot.DataLife;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Dialogs;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Storage.DataLife;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.DataLife;

/// <summary>The whole bot on the durable engine, with people, an assistants' channel in a scripted Teams, and erasure.</summary>
internal sealed class DataLifeOffice : IAsyncDisposable
{
    private readonly EngineHost _host;

    private DataLifeOffice(EngineHost host, ScriptedSender teams)
    {
        _host = host;
        Teams = teams;
    }

    public ScriptedSender Teams { get; }

    public IPersonalData Data => _host.Get<IPersonalData>();

    public PersonErasure Erasure => _host.Get<PersonErasure>();

    public IHandoffStore Handoffs => _host.Get<IHandoffStore>();

    public static async Task<DataLifeOffice> StartAsync(Action<IServiceCollection> addStorage, Dictionary<string, string?> settings)
    {
        settings["Handoff:TeamsChannel:ServiceUrl"] = "https://smba.example/";
        settings["Handoff:TeamsChannel:ChannelId"] = "19:assist";
        settings["Outbox:LimitedChannels:0"] = "none";
        var triage = new FakeTriage();
        var teams = new ScriptedSender();
        var host = await EngineHost.StartAsync(
            addStorage, settings, (_, _) => Task.CompletedTask,
            services => services
                .AddSingleton<ITriage>(triage).AddSingleton<ISmallTalkRecognizer>(triage).AddSingleton<IAnswerer>(new FakeAnswerer()).AddKnowledgeRetrieval()
                .AddSingleton<IChannelSender>(teams)
                .AddHandoff()
                .AddDialogs()
                .AddSingleton<OfficeBot>()
                .AddSingleton<IBot>(provider => provider.GetRequiredService<OfficeBot>())
                .AddSingleton<ErasureList>()
                .AddSingleton<PersonErasure>()
                .AddOptions<DataLifeOptions>().BindConfiguration(DataLifeOptions.Section));
        return new DataLifeOffice(host, teams);
    }

    public T Get<T>() where T : notnull => _host.Get<T>();

    public Task IdleAsync() => _host.WhenIdleAsync();

    public static InboundActivity FromWeb(string conversation, string person, string text, string? clientId = null) => new(
        new Activity
        {
            Type = ActivityTypes.Message,
            ChannelId = ChannelIds.Directline,
            Conversation = new ConversationAccount { Id = conversation },
            From = new ChannelAccount { Id = person, Name = $"Name {person}" },
            Recipient = new ChannelAccount { Id = "bot", Name = "Bot" },
            Text = text,
            ChannelData = clientId is null ? null : JsonSerializer.SerializeToElement(new { clientActivityID = clientId }),
        },
        new TurnIdentity(TurnOrigin.DirectLine, person) { Name = $"Name {person}" }) { AppendToTranscript = true };

    public static InboundActivity FromTeams(string conversation, string type, Activity activity, string name)
    {
        activity.ChannelId = ChannelIds.Msteams;
        activity.ServiceUrl = "https://smba.example/";
        activity.Conversation = new ConversationAccount { Id = conversation, ConversationType = type, IsGroup = type != ConversationTypes.Personal, TenantId = "tenant" };
        activity.From = new ChannelAccount { Id = $"29:{name}", Name = name, AadObjectId = $"aad-{name}" };
        activity.Recipient = new ChannelAccount { Id = "28:bot", Name = "Bot" };
        return new InboundActivity(activity, new TurnIdentity(TurnOrigin.Channel, $"29:{name}") { IsMember = true, Name = name });
    }

    public async Task<AcceptResult> AcceptAsync(InboundActivity inbound)
    {
        var accepted = await _host.Dispatcher.AcceptAsync(inbound, CancellationToken.None);
        await IdleAsync();
        return accepted;
    }

    public async Task<InvokeResponse> InvokeAsync(InboundActivity inbound)
    {
        var response = await _host.Dispatcher.InvokeAsync(inbound, CancellationToken.None);
        await IdleAsync();
        return response;
    }

    public Task<InvokeResponse> CardAsync(string conversation, string type, string verb, string handoffId, string name, string? reply = null) => InvokeAsync(FromTeams(
        conversation, type,
        new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = InvokeNames.AdaptiveCardAction,
            Value = JsonSerializer.SerializeToElement(new { action = new { type = "Action.Execute", verb, data = new { handoffId, reply } } }),
        },
        name));

    public Task<InvokeResponse> NoteAsync(HandoffRequest request, string text) => InvokeAsync(new InboundActivity(
        new Activity
        {
            Type = ActivityTypes.Invoke,
            Name = DeskCommands.Note,
            ChannelId = request.Conversation.ChannelId,
            Conversation = new ConversationAccount { Id = request.Conversation.ConversationId },
            Value = JsonSerializer.SerializeToElement(new DeskNote(request.Id, text), HandoffJson.Default.DeskNote),
        },
        new TurnIdentity(TurnOrigin.Desk, "aad-Sophie") { IsMember = true, Name = "Sophie" }));

    /// <summary>Stops in order, so that the database can be opened again.</summary>
    public async ValueTask DisposeAsync() => await _host.StopAsync();
}
