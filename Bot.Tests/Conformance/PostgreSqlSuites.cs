using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

[CollectionDefinition(PostgresServer.Collection)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgresServer>;

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlTurnTests(PostgresServer server) : TurnSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("turns");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlOutboxTests(PostgresServer server) : OutboxSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("outbox");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlConversationTests(PostgresServer server) : ConversationSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("conversations");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlHandoffTests(PostgresServer server) : HandoffSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("handoffs");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlHardeningTests(PostgresServer server) : HardeningSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("hardening");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlModelUsageTests(PostgresServer server) : ModelUsageSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("model_usage");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlTriageDisagreementTests(PostgresServer server) : TriageDisagreementSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("triage_disagreements");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlRetentionTests(PostgresServer server) : RetentionSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("retention");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlStreamTests(PostgresServer server) : StreamSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("streams");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlVectorTests(PostgresServer server) : VectorSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("vectors");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}
