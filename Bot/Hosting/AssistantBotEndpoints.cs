using AssistantBot.Bot.Widget;
using AssistantBot.Bot.Administration;
using AssistantBot.Bot.Health;
using AssistantBot.BotFramework.Hosting;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Bot.Hosting;

/// <summary>Everything the product answers to.</summary>
internal static class AssistantBotEndpoints
{
    /// <summary>Lets the bot itself word what a person is told when their message failed for good.</summary>
    public static void UseOfficeBot(this WebApplication app)
    {
        var bot = app.Services.GetRequiredService<OfficeBot>();
        app.Services.GetRequiredService<BotAdapter>().OnTurnError = (turn, _) => bot.OnTurnErrorAsync(turn, CancellationToken.None);
    }

    /// <summary>Maps readiness, the Bot Service endpoint, Direct Line and the pages.</summary>
    public static void MapAssistantBot(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapReadiness();
        endpoints.MapHealth();
        endpoints.MapBotMessages();
        endpoints.MapDirectLine();
        endpoints.MapPages();
        endpoints.MapAdministration();
        endpoints.MapGet("/", () => Results.Redirect("/chat"));
    }
}
