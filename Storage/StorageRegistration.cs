using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Handoff.Requests;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AssistantBot.Storage;

/// <summary>Registers where everything is kept.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds storage in one SQLite file (<see cref="StorageOptions"/>). The file is opened, checked and migrated at start;
    /// <see cref="StorageSettingsException"/> says in one line why it cannot be.
    /// </summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteDatabase>();
        services.TryAddSingleton<ITurnStore, SqliteTurns>();
        services.TryAddSingleton<IOutboxStore, SqliteOutbox>();
        services.TryAddSingleton<ITimerStore, SqliteTimers>();
        services.TryAddSingleton<IStateReader, SqliteStates>();
        services.TryAddSingleton<ITranscriptStore, SqliteTranscript>();
        services.TryAddSingleton<IInstallationSecrets, SqliteInstallationSecrets>();
        services.TryAddSingleton<IHandoffStore, SqliteHandoffs>();
        services.TryAddSingleton<IKnowledgeStore, SqliteKnowledge>();
        services.TryAddSingleton<IModelResultStore, SqliteModelResults>();
        services.TryAddSingleton<ITurnMonitor, SqliteMonitor>();
        services.AddHostedService<SqliteStartup>();
        return services;
    }
}
