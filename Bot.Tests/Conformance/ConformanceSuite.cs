using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

/// <summary>Base of the suites that every storage must pass: each storage derives every suite.</summary>
public abstract class ConformanceSuite : IAsyncLifetime
{
    private readonly List<EngineHost> _hosts = [];

    /// <summary>Registers the storage under test, always on the same, at first empty, database.</summary>
    protected abstract void AddStorage(IServiceCollection services);

    /// <summary>Configuration for the storage and the engine.</summary>
    protected Dictionary<string, string?> Settings { get; } = new()
    {
        ["Turns:RetryDelay"] = "00:00:00.001",
        ["Turns:AcceptTimeout"] = "00:01:00",
        ["Outbox:FirstRetryDelay"] = "00:00:00.001",
    };

    /// <summary>Goes with the test.</summary>
    private protected TemporaryDirectory Directory { get; } = new();

    public virtual Task InitializeAsync()
    {
        Settings["Storage:ConnectionString"] = $"Data Source={Directory.File("assistantbot.db")}";
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        Directory.Dispose();
    }

    private protected async Task<EngineHost> StartAsync(BotCallbackHandler bot, IChannelSender? sender = null, Action<IServiceCollection>? configure = null)
    {
        var host = await EngineHost.StartAsync(AddStorage, Settings, bot, services =>
        {
            services.AddSingleton(sender ?? new ScriptedSender());
            configure?.Invoke(services);
        });
        _hosts.Add(host);
        return host;
    }

    private protected static async Task Echo(ITurnContext turnContext, CancellationToken cancellationToken) =>
        await turnContext.SendActivityAsync($"echo {turnContext.Activity.Text}", cancellationToken: cancellationToken);
}
