using AssistantBot.BotFramework.Hosting;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Hosting;

/// <summary>The product as a web application.</summary>
internal static class BotApplication
{
    /// <summary>Where configuration comes from: <c>appsettings.json</c> beside the program, environment variables, arguments.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) =>
        // Content is beside the program; data/ and other relative paths count from the working directory.
        WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    /// <summary>Puts it together; it is not started.</summary>
    /// <param name="builder">From <see cref="CreateBuilder"/>.</param>
    /// <param name="announces">False for a command, which prints its own result and no links.</param>
    public static WebApplication Build(WebApplicationBuilder builder, bool announces = true)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
            builder.WebHost.UseUrls(DefaultAddress.Url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // A start that fails is explained in one line, or ends with the exception itself; not both, and not twice.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        KillingFailPoints.Add(builder.Services, builder.Configuration, builder.Environment);
        builder.Services.AddAssistantBot(builder.Configuration);
        if (announces)
            builder.Services.AddHostedService<StartupLinks>();

        var app = builder.Build();
        // All settings are judged before the bot is made, which opens the database: a start that is refused leaves nothing behind.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseProxy();
        app.UseStorageOutage();
        app.UseLocalModeGuard();
        app.UseOfficeBot();
        app.MapAssistantBot();
        return app;
    }
}
