using AssistantBot.Bot.Cli;
using AssistantBot.Bot.Hosting;
using AssistantBot.BotFramework.Hosting;

try
{
    // Content is beside the program; data/ and other relative paths count from the working directory.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    if (CommandLine.IsCommand(args))
        return await CommandLine.RunAsync(args, builder.Configuration, Console.Out, CancellationToken.None);

    if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        builder.WebHost.UseUrls(DefaultAddress.Url);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    // A start that fails is explained below in one line, or ends with the exception itself; not both, and not twice.
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    KillingFailPoints.Add(builder.Services, builder.Configuration, builder.Environment);
    builder.Services.AddAssistantBot(builder.Configuration);

    await using var app = builder.Build();
    app.UseProxy();
    app.UseOfficeBot();
    app.UseStorageOutage();
    app.UseLocalModeGuard();
    app.MapAssistantBot();
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupFailure.IsForOperator(failure))
{
    return StartupFailure.Explain(failure);
}
