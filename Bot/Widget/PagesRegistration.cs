using AssistantBot.Bot.Authoring;
using AssistantBot.Bot.Demo;
using AssistantBot.Bot.Desk;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AssistantBot.Bot.Widget;

/// <summary>Registers and maps everything a browser sees: client page, desk and demonstration.</summary>
internal static class PagesRegistration
{
    /// <summary>Adds the services of the pages.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<DeskOptions>().BindConfiguration(DeskOptions.Section)
            .Validate(options => options.SessionLifetime > TimeSpan.Zero && options.ClosedShown >= 0 && options.TranscriptShown > 0, "Desk: values must be positive.")
            .ValidateOnStart();
        services.AddSingleton<PageFiles>();
        services.AddSingleton<DeskKeys>();
        services.AddSingleton<DeskSignIn>();
        services.AddSingleton<DeskReader>();
        services.AddSingleton<DeskReviews>();
        services.AddSingleton<AuthoringReader>();
        services.AddSingleton<DeskCommandRunner>();
        services.AddSingleton<DeskEvents>();
        return services;
    }

    /// <summary>Maps the pages, their files and their endpoints.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPageFiles();
        endpoints.MapWidget();
        endpoints.MapDesk();
        endpoints.MapDemo();
        return endpoints;
    }
}
