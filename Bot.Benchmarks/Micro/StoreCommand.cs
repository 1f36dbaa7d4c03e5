using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AssistantBot.Benchmarks.Load;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Activity = AssistantBot.BotFramework.Schema.Activity;

namespace AssistantBot.Benchmarks.Micro;

/// <summary>
/// <c>store</c>: what the database alone can do. Every turn is its three commits (accepted; state and reply; sent), each on disk before the
/// next, of many conversations side by side, without HTTP and without a bot.
/// </summary>
internal static class StoreCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args, out var given);
        var folder = Directory.CreateTempSubdirectory("assistantbot-store-").FullName;
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        if (given.TryGetValue("--postgresql", out var connection))
            services.AddPostgreSqlStorage().Configure<StorageOptions>(storage => storage.ConnectionString = connection);
        else
            services.AddSqliteStorage().Configure<StorageOptions>(storage => storage.ConnectionString = $"Data Source={Path.Combine(folder, "bot.db")}");
        try
        {
            await using var provider = services.BuildServiceProvider();
            var turns = provider.GetRequiredService<ITurnStore>();
            var outbox = provider.GetRequiredService<IOutboxStore>();
            var ledger = new Ledger();
            var warm = Stopwatch.GetTimestamp() + 3 * Stopwatch.Frequency;
            await Task.WhenAll(Enumerable.Range(0, options.Conversations).Select(i => Task.Run(() => ConverseAsync(turns, outbox, $"warm-{i}", ledger, warm))));
            using var self = Process.GetCurrentProcess();
            var cpu = self.TotalProcessorTime;
            ledger = new Ledger();
            var end = Stopwatch.GetTimestamp() + (long)(options.Duration.TotalSeconds * Stopwatch.Frequency);
            await Task.WhenAll(Enumerable.Range(0, options.Conversations).Select(i => Task.Run(() => ConverseAsync(turns, outbox, $"bench-{i}", ledger, end))));
            self.Refresh();
            cpu = self.TotalProcessorTime - cpu;
            var latency = ledger.Percentiles(message => message.AnsweredAfter);
            Console.WriteLine(LoadReport.Write(new
            {
                options.Conversations,
                Seconds = options.Duration.TotalSeconds,
                Turns = ledger.Answered,
                TurnsPerSecond = Math.Round(ledger.Answered / options.Duration.TotalSeconds),
                CpuMicrosecondsPerTurn = Math.Round(cpu.TotalMicroseconds / Math.Max(1, ledger.Answered), 1),
                P50Ms = Math.Round(latency.P50, 2),
                P99Ms = Math.Round(latency.P99, 2),
                BytesPerTurn = new DirectoryInfo(folder).EnumerateFiles("*.db").Sum(file => file.Length) / Math.Max(1, ledger.Answered),
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ConverseAsync(ITurnStore turns, IOutboxStore outbox, string name, Ledger ledger, long end)
    {
        var key = new ConversationKey(ChannelIds.Msteams, name);
        var speaker = new TurnIdentity(TurnOrigin.Channel, $"29:{name}") { Name = name, TenantId = "00000000-0000-0000-0000-000000000001", IsMember = true };
        var identity = JsonSerializer.SerializeToUtf8Bytes(speaker, TurnJson.Default.TurnIdentity);
        long version = 0;
        for (var i = 1; Stopwatch.GetTimestamp() < end; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            ledger.Posting(id, name, i, new TaskCompletionSource());
            var activity = Message(key, id, speaker, "/version");
            var reference = activity.GetConversationReference();
            reference.ActivityId = null;
            var receipt = await turns.AcceptAsync(new NewInboxRow(key, InboxKind.Ordered, id, $"message|{id}", ActivityJson.WriteUtf8(activity), identity, TurnOrigin.Channel, speaker)
            {
                Reference = JsonSerializer.SerializeToUtf8Bytes(reference, ActivityJson.Context.ConversationReference),
                AppendToTranscript = true,
            });
            ledger.Acknowledge(id);
            var turn = receipt.Turn!;
            var work = new TurnUnitOfWork(key, turn.InboxId);
            var state = $"{key.ChannelId}/conversations/{name}";
            work.Observe(new VersionKey(VersionKey.State, state), version++);
            work.Add(new WriteStateEffect(state, $$"""{"turns":{{i}}}"""));
            var reply = Message(key, "", speaker, "AssistantBot 0.1.0 · Sqlite");
            reply.ReplyToId = id;
            work.Add(new SendActivityEffect(LocalActivityIds.Create(turn.Sequence, 1), reply));
            var result = await turns.CommitAsync(new TurnCommit(turn, work));
            await outbox.SettleAsync(result.Send!, SendSettlement.Delivered, new SendOutcome(SendOutcomeKind.Delivered) { ActivityId = $"r{id}" }, claimsNext: true);
            ledger.Answer(id);
        }
    }

    private static Activity Message(ConversationKey key, string id, TurnIdentity speaker, string text) => new()
    {
        Type = ActivityTypes.Message,
        Id = id,
        Timestamp = DateTimeOffset.UtcNow,
        ServiceUrl = "http://127.0.0.1:40000/",
        ChannelId = key.ChannelId,
        From = new ChannelAccount { Id = speaker.PersonId, Name = speaker.Name },
        Recipient = new ChannelAccount { Id = "28:bot", Name = "Bot" },
        Conversation = new ConversationAccount { Id = key.ConversationId, ConversationType = "personal", TenantId = speaker.TenantId },
        Text = text,
        TextFormat = "plain",
        Locale = "en-US",
        ChannelData = JsonSerializer.SerializeToElement(new { tenant = new { id = speaker.TenantId } }),
    };
}
