using AssistantBot.Bot.Cli;

var configuration = new ConfigurationBuilder()
    .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
    .AddEnvironmentVariables()
    .Build();
return await CommandLine.RunAsync(args, configuration, Console.Out, CancellationToken.None);
