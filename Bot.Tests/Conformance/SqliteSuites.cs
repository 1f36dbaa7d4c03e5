using AssistantBot.Storage;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Conformance;

public sealed class SqliteTurnTests : TurnSuite
{
    protected override void AddStorage(IServiceCollection services) => services.AddSqliteStorage();
}
