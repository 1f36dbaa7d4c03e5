using AssistantBot.Bot.Widget;
using AssistantBot.BotFramework.Hosting;

namespace AssistantBot.Bot.Hosting;

/// <summary>Everything the product answers to.</summary>
internal static class AssistantBotEndpoints
{
    /// <summary>Maps readiness, the Bot Service endpoint, Direct Line and the pages.</summary>
    public static void MapAssistantBot(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapReadiness();
        endpoints.MapBotMessages();
        endpoints.MapDirectLine();
        endpoints.MapPages();
        endpoints.MapGet("/", () => Results.Redirect("/chat"));
    }
}
