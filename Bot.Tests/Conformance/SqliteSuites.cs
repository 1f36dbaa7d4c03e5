using AssistantBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

public sealed class SqliteTurnTests : TurnSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteOutboxTests : OutboxSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteConversationTests : ConversationSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteHandoffTests : HandoffSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteHardeningTests : HardeningSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteModelUsageTests : ModelUsageSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteTriageDisagreementTests : TriageDisagreementSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteRetentionTests : RetentionSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteStreamTests : StreamSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

public sealed class SqliteVectorTests : VectorSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}
