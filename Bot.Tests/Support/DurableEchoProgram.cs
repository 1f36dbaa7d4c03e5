using System.Globalization;
using AssistantBot.Bot.Hosting;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Support;

/// <summary>
/// The engine in a process of its own that can be killed: reads <c>conversation id</c> lines, answers <c>ack id</c> when the message is on
/// disk, echoes every message after a moment of thinking, and answers <c>idle</c> to <c>drain</c> when no work is
/// left. It talks on Direct Line; with a fail point, at which it kills itself, on a channel that says <c>sent id</c> of what it takes.
/// </summary>
internal static class DurableEchoProgram
{
    public const string Argument = "durable-echo";

    /// <summary>Environment variable: after how many attempts a message is given up. Kills are no message's fault, however often they meet the same one.</summary>
    public const string MaxAttempts = "DURABLE_ECHO_MAX_ATTEMPTS";

    /// <summary>First letter of a message whose turn takes all memory there is; others begin with another.</summary>
    public const char Glutton = 'g';

    public const string Sqlite = "Sqlite";
    public const string PostgreSql = "PostgreSql";

    public static void AddStorage(IServiceCollection services, string provider)
    {
        if (provider == PostgreSql)
            services.AddPostgreSqlStorage();
        else
            services.AddSqliteStorage();
    }

    /// <param name="provider">Which storage.</param>
    /// <param name="connectionString">Where.</param>
    /// <param name="failPoint">Nothing, or a <see cref="FailPoint"/> (or <c>None</c>) and at how many messages it ends the process.</param>
    public static async Task RunAsync(string provider, string connectionString, string[] failPoint)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = connectionString,
            ["Outbox:FirstRetryDelay"] = "00:00:00.001",
            ["Turns:RetryDelay"] = "00:00:00.001",
            ["Turns:MaxAttempts"] = Environment.GetEnvironmentVariable(MaxAttempts) ?? "100",
        };
        var output = TextWriter.Synchronized(Console.Out);
        var channel = failPoint.Length == 0 ? ChannelIds.Directline : ChannelIds.Test;
        await using var host = await EngineHost.StartAsync(
            services => AddStorage(services, provider), settings, EchoAsync,
            services =>
            {
                services.AddSingleton<IChannelSender>(new PrintingSender(output));
                if (failPoint is [var name, var after] && Enum.TryParse<FailPoint>(name, out var at))
                    services.AddSingleton<IFailPoints>(new KillingFailPoints(at, int.Parse(after, CultureInfo.InvariantCulture)));
            });
        await output.WriteLineAsync("ready");
        var accepts = new List<Task>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "drain")
            {
                await Task.WhenAll(accepts);
                await host.WhenDrainedAsync();
                await output.WriteLineAsync("idle");
                continue;
            }

            accepts.Add(AcceptAsync(line));
        }

        async Task AcceptAsync(string line)
        {
            var (conversation, id) = (line.Split(' ')[0], line.Split(' ')[1]);
            var origin = channel == ChannelIds.Directline ? TurnOrigin.DirectLine : TurnOrigin.Channel;
            var inbound = EngineHost.Inbound(EngineHost.Message(id, conversation: conversation, channel: channel), origin) with { DedupeKey = id };
            await host.Dispatcher.AcceptAsync(inbound, CancellationToken.None);
            await output.WriteLineAsync($"ack {id}");
        }
    }

    private static async Task EchoAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        var number = int.Parse(turnContext.Activity.Text![1..], CultureInfo.InvariantCulture);
        if (turnContext.Activity.Text[0] == Glutton)
            TakeAllMemory();
        await Task.Delay(number % 7, cancellationToken);
        await turnContext.SendActivityAsync($"echo {turnContext.Activity.Text}", cancellationToken: cancellationToken);
    }

    private static void TakeAllMemory()
    {
        for (var taken = new List<byte[]>(); ;)
            taken.Add(new byte[1 << 20]);
    }

    private sealed class PrintingSender(TextWriter output) : IChannelSender
    {
        public bool Serves(string channelId) => channelId == ChannelIds.Test;

        public async Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken)
        {
            await output.WriteLineAsync($"sent {item.Activity!.Text!["echo ".Length..]}");
            return new SendOutcome(SendOutcomeKind.Delivered) { ActivityId = $"r{item.Id}" };
        }
    }
}
