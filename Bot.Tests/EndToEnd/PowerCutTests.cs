using System.Net.Http.Json;
using System.Text;
using AssistantBot.Storage;
using AssistantBot.Storage.Sqlite;
using AssistantBot.Tests.EndToEnd.Trace;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The real product under a tracer: every 2xx follows the sync of its message, and a power cut at any moment loses none of them.</summary>
public sealed class PowerCutTests
{
    private const int Messages = 40;
    private const int Cuts = 20;
    private const int FrameBytes = 24 + 4096;
    private const string Log = "assistantbot.db-wal";

    [Fact]
    public async Task Acknowledgement_FollowsTheSyncOfItsMessage_AndSurvivesAPowerCutAtAnyMoment()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string>(), SystemCallTrace.Tracer);
        using (var http = new HttpClient { BaseAddress = product.BaseAddress })
            await Task.WhenAll(Enumerable.Range(0, 4).Select(lane => PostAsync(http, lane)));
        await product.KillAsync();

        var calls = SystemCallTrace.Read(Path.Combine(product.Folder.FullName, "trace"));
        var acknowledged = Acknowledgements(calls);
        Assert.Equal(Messages, acknowledged.Count);
        var writes = calls.Where(call => call.Name == "pwrite64" && call.IsOn(Log)).ToList();
        // Commits are written whole, not frame by frame.
        Assert.True(writes.Count * FrameBytes * 2 < writes.Sum(call => (long)call.Data.Length), $"The log was written {writes.Count} times.");
        var syncs = calls.Where(call => call.IsSync && call.IsOn(Log)).ToList();
        foreach (var (id, sentAt) in acknowledged)
        {
            var written = writes.FirstOrDefault(call => Contains(call, $"\"{id}\""));
            Assert.True(written is not null && written.End < sentAt, $"{id} was not written before its 2xx.");
            Assert.True(syncs.Exists(sync => sync.Start > written.End && sync.End < sentAt), $"{id} was written but not synced before its 2xx.");
        }

#pragma warning disable CA5394 // Moments to cut at need no secrecy.
        var random = new Random(20261123);
        for (var i = 0; i < Cuts; i++)
        {
            // Just before, at, and some time after an acknowledgement leaves.
            var sentAt = acknowledged[random.Next(acknowledged.Count)].SentAt;
            await CutAsync(calls, acknowledged, sentAt + (i % 3 == 0 ? 1 : random.Next(0, 60)), random);
        }
#pragma warning restore CA5394
    }

    private static async Task CutAsync(List<TracedCall> calls, List<(string Id, int SentAt)> acknowledged, int position, Random random)
    {
        using var disk = new TemporaryDirectory();
        // The journal of the first moments is gone by the time that anything is acknowledged.
        PowerCut.At([.. calls.Where(call => call.IsOn("assistantbot.db") || call.IsOn(Log))], position).WriteTo(Path.GetDirectoryName(disk.File("x"))!, random);
        using var database = new SqliteDatabase(Options.Create(new StorageOptions { ConnectionString = $"Data Source={disk.File("assistantbot.db")}" }));
        var (check, stored) = await database.ReadAsync(session =>
        {
            using var integrity = session.Use("PRAGMA integrity_check");
            integrity.Step();
            var result = integrity.GetString(0);
            using var rows = session.Use("SELECT activity_id FROM inbox");
            var ids = new HashSet<string>();
            while (rows.Step())
                ids.Add(rows.GetString(0));
            return (result, ids);
        });
        Assert.Equal("ok", check);
        Assert.Empty(acknowledged.Where(each => each.SentAt < position).Select(each => each.Id).Except(stored));
    }

    // A request and its answer are on one socket, one after the other.
    private static List<(string Id, int SentAt)> Acknowledgements(List<TracedCall> calls)
    {
        var asked = new Dictionary<string, string>();
        var found = new List<(string, int)>();
        foreach (var call in calls.OrderBy(call => call.Start))
        {
            if (call.Name is "recvfrom" or "recvmsg" && IdOf(call.Data) is { } id)
                asked[call.Descriptor] = id;
            else if (call.Name is "sendto" or "sendmsg" && Contains(call, "HTTP/1.1 202") && asked.Remove(call.Descriptor, out var answered))
                found.Add((answered, call.Start));
        }

        return found;
    }

    private static string? IdOf(byte[] data)
    {
        var text = Encoding.UTF8.GetString(data);
        var at = text.IndexOf("traced-", StringComparison.Ordinal);
        return at < 0 ? null : text[at..text.IndexOf('"', at)];
    }

    private static bool Contains(TracedCall call, string text) => call.Data.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static async Task PostAsync(HttpClient http, int lane)
    {
        for (var i = 0; i < Messages / 4; i++)
        {
            using var response = await http.PostAsJsonAsync("api/messages", new
            {
                type = "message",
                id = $"traced-{lane}-{i}",
                channelId = "msteams",
                serviceUrl = "http://127.0.0.1:9/",
                from = new { id = $"29:{lane}", name = "Ana" },
                conversation = new { id = $"c{lane}", conversationType = "personal", tenantId = "t" },
                recipient = new { id = "28:bot" },
                text = "/version",
            });
            Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        }
    }
}
