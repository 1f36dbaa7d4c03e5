using System.Globalization;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Support;

/// <summary>
/// The engine in a process of its own that can be killed: reads <c>conversation id</c> lines, answers <c>ack id</c> when the message is on
/// disk, echoes every message on Direct Line after a moment of thinking, and answers <c>idle</c> to <c>drain</c>.
/// </summary>
internal static class DurableEchoProgram
{
    public const string Argument = "durable-echo";
    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";

    public static void AddStorage(IServiceCollection services, string provider)
    {
        if (provider == PostgreSql)
            services.AddPostgreSqlStorage();
        else
            services.AddSqliteStorage();
    }

    public static async Task RunAsync(string provider, string connectionString)
    {
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = connectionString };
        await using var host = await EngineHost.StartAsync(services => AddStorage(services, provider), settings, EchoAsync);
        var output = TextWriter.Synchronized(Console.Out);
        await output.WriteLineAsync("ready");
        var accepts = new List<Task>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "drain")
            {
                await Task.WhenAll(accepts);
                await host.WhenIdleAsync();
                await output.WriteLineAsync("idle");
                continue;
            }

            accepts.Add(AcceptAsync(line));
        }

        async Task AcceptAsync(string line)
        {
            var (conversation, id) = (line.Split(' ')[0], line.Split(' ')[1]);
            var inbound = EngineHost.Inbound(EngineHost.Message(id, conversation: conversation, channel: ChannelIds.Directline), TurnOrigin.DirectLine) with { DedupeKey = id };
            await host.Dispatcher.AcceptAsync(inbound, CancellationToken.None);
            await output.WriteLineAsync($"ack {id}");
        }
    }

    private static async Task EchoAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var number = int.Parse(turnContext.Activity.Text![1..], CultureInfo.InvariantCulture);
        await Task.Delay(number % 7, cancellationToken);
        await turnContext.SendActivityAsync($"echo {turnContext.Activity.Text}", cancellationToken: cancellationToken);
    }
}
