using AssistantBot.Bot.Demo;

namespace AssistantBot.Bot.Widget;

/// <summary>Registers and maps everything a browser sees: client page, desk and demonstration.</summary>
internal static class PagesRegistration
{
    /// <summary>Adds the services of the pages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PageFiles>();
        return services;
    }

    /// <summary>Maps the pages, their files and their endpoints.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPageFiles();
        endpoints.MapWidget();
        endpoints.MapDemo();
        return endpoints;
    }
}
