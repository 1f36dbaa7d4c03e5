using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Bot.Hosting;

/// <summary><c>GET /readyz</c>: 200 while activities are accepted, 503 before that, while stopping, and while the database does not answer.</summary>
internal static class Readiness
{
    /// <summary>Maps the endpoint.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/readyz", (EngineReadiness engine, IPartitionOwnership ownership) =>
            engine.IsOpen && ownership.IsAvailable ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
}
