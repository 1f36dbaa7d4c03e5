using AssistantBot.Bot.Cli;
using AssistantBot.Bot.Hosting;

try
{
    var builder = BotApplication.CreateBuilder(args);
    if (CommandLine.IsCommand(args))
        return await CommandLine.RunAsync(args, builder.Configuration, Console.Out, CancellationToken.None);

    await using var app = BotApplication.Build(builder);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartupFailure.IsForOperator(failure))
{
    return StartupFailure.Explain(failure);
}
