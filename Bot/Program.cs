using AssistantBot.Bot.Cli;
using AssistantBot.Bot.Hosting;
using AssistantBot.Knowledge.Importing;

if (PdfProcess.IsReader(args))
{
    PdfProcess.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());
    return 0;
}

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
