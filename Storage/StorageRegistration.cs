using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Embeddings;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Storage.DataLife;
using AssistantBot.Storage.Backup;
using AssistantBot.Storage.PostgreSql;
using AssistantBot.Storage.Sql;
using AssistantBot.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

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
        services.AddStores<SqliteDatabase>();
        return services.AddHostedService<SqliteStartup>();
    }

    /// <summary>
    /// Adds storage in a PostgreSQL database (<see cref="StorageOptions"/>), which several processes may share. It is opened, checked and
    /// migrated at start; <see cref="StorageSettingsException"/> says in one line why it cannot be.
    /// </summary>
    public static IServiceCollection AddPostgreSqlStorage(this IServiceCollection services)
    {
        services.AddStores<PostgreSqlDatabase>();
        services.TryAddSingleton<IPartitionOwnership>(provider => provider.GetRequiredService<PostgreSqlDatabase>().Ownership);
        services.TryAddSingleton<INodeNotices>(provider => provider.GetRequiredService<PostgreSqlDatabase>().Ownership);
        services.TryAddSingleton<IEphemeralFeed, PostgreSqlEphemeralFeed>();
        return services.AddHostedService<PostgreSqlStartup>();
    }

    private static void AddStores<TDatabase>(this IServiceCollection services)
        where TDatabase : SqlDatabase
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFailPoints>(NoFailPoints.Instance);
        services.TryAddSingleton<TDatabase>();
        services.TryAddSingleton<SqlDatabase>(provider => provider.GetRequiredService<TDatabase>());
        services.TryAddSingleton<ITurnStore, SqlTurns>();
        services.TryAddSingleton<ITurnStreamStore, SqlTurnStreams>();
        services.TryAddSingleton<IOutboxStore, SqlOutbox>();
        services.TryAddSingleton<ITimerStore, SqlTimers>();
        services.TryAddSingleton<IStateReader, SqlStates>();
        services.TryAddSingleton<ITranscriptStore, SqlTranscript>();
        services.TryAddSingleton<IAttachmentStore, SqlAttachments>();
        services.TryAddSingleton<IInstallationSecrets, SqlInstallationSecrets>();
        services.TryAddSingleton<IHandoffStore, SqlHandoffs>();
        services.TryAddSingleton<IKnowledgeStore, SqlKnowledge>();
        services.TryAddSingleton<IGapStore, SqlGaps>();
        services.TryAddSingleton<IProposalStore, SqlProposals>();
        services.TryAddSingleton<IModelResultStore, SqlModelResults>();
        services.TryAddSingleton<IModelUsageStore, SqlModelUsage>();
        services.TryAddSingleton<IVectorStore, SqlVectors>();
        services.TryAddSingleton<ITriageDisagreements, SqlTriageDisagreements>();
        services.TryAddSingleton<ITurnMonitor, SqlMonitor>();
        services.TryAddSingleton<IPersonalData, SqlPersonalData>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.TryAddSingleton<IRetention, SqlRetention>();
        services.TryAddSingleton<IHeldWork, SqlHeldWork>();
    }
}
