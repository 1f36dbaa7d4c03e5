using System.Threading.Channels;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage;
using AssistantBot.Storage.PostgreSql;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AssistantBot.Tests.Storage.PostgreSql;

/// <summary>What is never stored, between two nodes.</summary>
[Collection(PostgresServer.Collection)]
public sealed class PostgreSqlEphemeralFeedTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly ConversationKey Conversation = new(ChannelIds.Directline, "c1");
    private readonly ManualTimeProvider _time = new();
    private readonly List<EngineHost> _hosts = [];
    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = await server.EmptyDatabaseAsync("ephemeral");
        var settings = new Dictionary<string, string?> { ["Storage:ConnectionString"] = _database };
        for (var i = 0; i < 2; i++)
        {
            _hosts.Add(await EngineHost.StartAsync(services => services.AddPostgreSqlStorage(), settings, (_, _) => Task.CompletedTask));
        }

        // Each must know that it is not alone.
        using var deadline = new CancellationTokenSource(Patience.Generous);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_hosts.Any(host => host.Get<IPartitionOwnership>().Nodes < 2))
            await ticks.WaitForNextTickAsync(deadline.Token);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task Publish_WatchedOnTheOtherNode_ArrivesThereInOrderWhateverItsLength()
    {
        var (here, there) = (_hosts[0].Get<IEphemeralFeed>(), _hosts[1].Get<IEphemeralFeed>());
        var seen = Channel.CreateUnbounded<Activity>();
        using var watch = there.Watch(Conversation, activity => seen.Writer.TryWrite(activity));
        var text = new string('é', 12_000);
        here.Publish(Conversation, Chunk("1"));
        Assert.Equal("1", (await seen.Reader.ReadAsync().AsTask().WaitAsync(Patience.Generous)).Text);

        // Its answer may still be under way; what grows is seen at the latest with the next try.
        using var deadline = new CancellationTokenSource(Patience.Generous);
        Activity? last = null;
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var length = 1; last?.Text?.Length != text.Length; length = Math.Min(length + 4_000, text.Length))
        {
            here.Publish(Conversation, Chunk(text[..length]));
            await ticks.WaitForNextTickAsync(deadline.Token);
            while (seen.Reader.TryRead(out var next))
            {
                Assert.True(next.Text!.Length >= (last?.Text?.Length ?? 0));
                last = next;
            }
        }

        Assert.Equal((text, "s1"), (last.Text, last.Id));
    }

    [Fact]
    public async Task Publish_NobodyWatchesElsewhere_IsTriedOnce()
    {
        await using var listener = new NpgsqlConnection(_database + ";Pooling=false");
        await listener.OpenAsync();
        var heard = new List<string>();
        listener.Notification += (_, notification) => heard.Add(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {PostgreSqlEphemeralFeed.Channel}", listener))
            await listen.ExecuteNonQueryAsync();
        using var feed = new PostgreSqlEphemeralFeed(_hosts[0].Get<PostgreSqlDatabase>(), _time);
        for (var i = 0; i < 100; i++)
            feed.Publish(Conversation, Chunk($"{i}"));
        while (heard.Count == 0)
            await listener.WaitAsync().WaitAsync(Patience.Generous);
        feed.Publish(Conversation, Chunk("later"));
        _time.Advance(TimeSpan.FromSeconds(1));
        feed.Publish(Conversation, Chunk("next try"));
        while (heard.Count < 2)
            await listener.WaitAsync().WaitAsync(Patience.Generous);
        Assert.Equal(["0", "next try"], heard.Select(Text));
    }

    private static string Text(string heard) =>
        ActivityJson.Read(Convert.FromBase64String(EphemeralText.Read(heard)!.Piece!)).Text!;

    private static Activity Chunk(string text) => new() { Type = ActivityTypes.Typing, Id = "s1", Text = text };
}
