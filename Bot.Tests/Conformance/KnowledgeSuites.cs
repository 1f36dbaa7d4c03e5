using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

public sealed class SqliteKnowledgeTests : KnowledgeSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlKnowledgeTests(PostgresServer server) : KnowledgeSuite
{
    public override async Task InitializeAsync() => Settings["Storage:ConnectionString"] = await server.EmptyDatabaseAsync("knowledge");

    protected override void AddStorage(IServiceCollection services) => services.AddPostgreSqlStorage();
}
