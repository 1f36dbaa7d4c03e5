using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Bot.Hosting;

/// <summary><c>GET /readyz</c>: 200 once activities are accepted, 503 before that and while stopping.</summary>
internal static class Readiness
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/readyz", (EngineReadiness engine) =>
            engine.IsOpen ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
}
