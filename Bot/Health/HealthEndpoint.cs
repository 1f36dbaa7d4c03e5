using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AssistantBot.Bot.Health;

/// <summary>
/// <c>GET /healthz</c>: 200 with <c>Healthy</c> or <c>Degraded</c>, 503 with <c>Unhealthy</c> while nothing is accepted, and why, in one
/// sentence each. It says nothing of people or content.
/// </summary>
internal static class HealthEndpoint
{
    /// <summary>Adds the checks and the watch of the machine.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section).ValidateDataAnnotations()
            .Validate(options => options.DiskRefusal <= options.DiskWarning && options.Interval > TimeSpan.Zero && options.Interval <= TimeSpan.FromSeconds(10), "Health: DiskRefusal may not be above DiskWarning; Interval may be up to 10 s.")
            .ValidateOnStart();
        services.AddSingleton<IDiskSpace, DatabaseDisk>();
        services.AddSingleton<MachineWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<MachineWatch>());
        services.AddHealthChecks().AddCheck<EngineHealth>("engine").AddCheck<ModelHealth>("model");
        return services;
    }

    /// <summary>Maps the endpoint.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();

    private static async Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.Body);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        json.WriteStartArray("problems");
        foreach (var entry in report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy))
            json.WriteStringValue(entry.Description ?? "The check failed.");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
