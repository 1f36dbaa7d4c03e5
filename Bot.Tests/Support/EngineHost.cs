using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AssistantBot.Tests.Support;

/// <summary>The durable engine over a real storage, with a bot that is one function.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    // How fast the disk is says nothing here: a slow write is no refusal, unless a test is about that.
    private static readonly Dictionary<string, string?> Defaults = new() { ["Turns:AcceptTimeout"] = "00:01:00" };

    private readonly ServiceProvider _services;
    private bool _ended;

    private EngineHost(ServiceProvider services) => _services = services;

    public ITurnDispatcher Dispatcher => Get<ITurnDispatcher>();

    public ITranscriptStore Transcripts => Get<ITranscriptStore>();

    public static async Task<EngineHost> StartAsync(
        Action<IServiceCollection> addStorage, IReadOnlyDictionary<string, string?> settings, BotCallbackHandler bot, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Defaults).AddInMemoryCollection(settings).Build());
        services.AddSingleton<IBot>(new FunctionBot(bot));
        configure?.Invoke(services);
        addStorage(services);
        services.AddTurnEngine();
        var host = new EngineHost(services.BuildServiceProvider());
        foreach (var service in host._services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Waits until all turns that can run have run and all that can be sent is sent.</summary>
    public async Task WhenIdleAsync()
    {
        await Get<TurnScheduler>().WhenIdleAsync().WaitAsync(Patience.Generous);
        await Get<OutboxSender>().WhenIdleAsync().WaitAsync(Patience.Generous);
    }

    /// <summary>
    /// Waits until the store holds no unhandled message and nothing unsent. More than <see cref="WhenIdleAsync"/>: work of a process that was
    /// killed begins only when the database has ended its session, and until then this host is idle.
    /// </summary>
    public async Task WhenDrainedAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Generous);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await Get<ITurnMonitor>().ReadBacklogAsync(patience.Token) is not { Inbox: 0, Outbox: 0 })
            await ticks.WaitForNextTickAsync(patience.Token);
        await WhenIdleAsync();
    }

    public Task<AcceptResult> AcceptAsync(Activity activity, TurnOrigin origin = TurnOrigin.Channel) =>
        Dispatcher.AcceptAsync(Inbound(activity, origin), CancellationToken.None);

    public static InboundActivity Inbound(Activity activity, TurnOrigin origin = TurnOrigin.Channel) =>
        new(activity, new TurnIdentity(origin, activity.From?.Id)) { AppendToTranscript = origin == TurnOrigin.DirectLine };

    public static Activity Message(string text, string? id = null, string conversation = "c1", string channel = ChannelIds.Test) => new()
    {
        Type = ActivityTypes.Message,
        Id = id,
        ChannelId = channel,
        ServiceUrl = "https://channel.test/",
        Conversation = new ConversationAccount { Id = conversation },
        From = new ChannelAccount { Id = "user1", Name = "Ada" },
        Recipient = new ChannelAccount { Id = "bot", Name = "Bot" },
        Text = text,
        Locale = "fr-FR",
    };

    public async Task<IReadOnlyList<string>> SaidAsync(string conversation = "c1", string channel = ChannelIds.Test) =>
        [.. (await Transcripts.ReadAsync(new ConversationKey(channel, conversation), 0, 10_000, CancellationToken.None))
            .Select(entry => $"{(entry.Activity.From?.Id == "user1" ? "<" : ">")} {entry.Activity.Text ?? entry.Activity.Type}")];

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await DisposeAsync();
    }

    /// <summary>Ends without a word, as a killed process does: nothing is written any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        await _services.DisposeAsync();
    }

    private sealed class FunctionBot(BotCallbackHandler handler) : IBot
    {
        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default) => handler(turnContext, cancellationToken);
    }
}
