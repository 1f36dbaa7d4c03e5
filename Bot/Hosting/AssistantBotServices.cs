using AssistantBot.Bot.Administration;
using AssistantBot.Bot.DataLife;
using AssistantBot.Bot.Health;
using AssistantBot.Bot.Models;
using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Hosting;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Dialogs;
using AssistantBot.Handoff;
using AssistantBot.Knowledge;
using AssistantBot.Storage;
using AssistantBot.Triage;

namespace AssistantBot.Bot.Hosting;

/// <summary>Puts the product together. Hosted services start in the order they are added here, and stop in reverse.</summary>
internal static class AssistantBotServices
{
    /// <summary>Adds everything.</summary>
    public static IServiceCollection AddAssistantBot(this IServiceCollection services, IConfiguration configuration) => services
        .AddProxy()
        .AddBotFrameworkAuthentication()
        .AddStorage(configuration)
        .AddModel(configuration)
        .AddKnowledge(configuration)
        .AddTriage(configuration)
        .AddHandoff()
        .AddDialogs()
        .AddSingleton<OfficeBot>()
        .AddSingleton<IBot>(provider => provider.GetRequiredService<OfficeBot>())
        .AddHostedService<TriageWarmUp>()
        .AddTurnEngine()
        .AddConnector()
        .AddDirectLine()
        .AddPages()
        .AddDataLife()
        .AddHealth()
        .AddAdministration();

    /// <summary>Adds the storage that <c>Storage:Provider</c> names.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) =>
        configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}"] switch
        {
            null or "" or "Sqlite" => services.AddSqliteStorage(),
            "PostgreSql" => services.AddPostgreSqlStorage(),
            var other => throw new StorageSettingsException($"Storage:Provider is {other}; it may be Sqlite or PostgreSql."),
        };
}
