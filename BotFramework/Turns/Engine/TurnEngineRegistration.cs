using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Registers the durable turn engine.</summary>
public static class TurnEngineRegistration
{
    /// <summary>
    /// Adds the engine: <see cref="ITurnDispatcher"/>, <see cref="IConversationSignals"/>, outbox and timers. It runs the registered
    /// <see cref="IBot"/> behind the registered <see cref="IMiddleware"/>; a storage (<see cref="ITurnStore"/>, <see cref="ITurnStreamStore"/>, <see cref="IOutboxStore"/>,
    /// <see cref="ITimerStore"/>, <see cref="IStateReader"/>) must be added before it, so that it starts first and stops last.
    /// </summary>
    public static IServiceCollection AddTurnEngine(this IServiceCollection services)
    {
        services.AddOptions<TurnEngineOptions>().BindConfiguration(TurnEngineOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OutboxOptions>().BindConfiguration(OutboxOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TurnStreamOptions>().BindConfiguration(TurnStreamOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFailPoints>(NoFailPoints.Instance);
        services.TryAddSingleton<SoleNode>();
        services.TryAddSingleton<IPartitionOwnership>(provider => provider.GetRequiredService<SoleNode>());
        services.TryAddSingleton<INodeNotices>(provider => provider.GetRequiredService<SoleNode>());
        services.TryAddSingleton<ConversationSignals>();
        services.TryAddSingleton<IConversationSignals>(provider => provider.GetRequiredService<ConversationSignals>());
        services.TryAddSingleton<IEphemeralFeed, EphemeralFeed>();
        services.TryAddSingleton<SendLimiter>();
        services.TryAddSingleton<TurnStreams>();
        services.TryAddSingleton<DurableAdapter>();
        services.TryAddSingleton<BotAdapter>(provider => provider.GetRequiredService<DurableAdapter>());
        services.TryAddSingleton<RunningTurns>();
        services.TryAddSingleton<OutcomeWaiters>();
        services.TryAddSingleton<EngineReadiness>();
        services.TryAddSingleton<TurnRunner>();
        services.TryAddSingleton<OutboxSender>();
        services.TryAddSingleton<TurnScheduler>();
        services.TryAddSingleton<TimerScheduler>();
        services.TryAddSingleton<WorkSweeper>();
        services.TryAddSingleton<ITurnDispatcher, TurnDispatcher>();
        services.AddHostedService<TurnEngineService>();
        return services;
    }
}
