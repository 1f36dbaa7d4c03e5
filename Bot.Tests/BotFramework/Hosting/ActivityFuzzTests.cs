using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Tests.BotFramework.Authentication;

namespace AssistantBot.Tests.BotFramework.Hosting;

/// <summary>Mutated activities get 2xx or 4xx and never a 5xx, and what is accepted can be written and read again.</summary>
public sealed class ActivityFuzzTests
{
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "NaN", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"a\":null}", "\"\\ud800\"", "\"\\u0000\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"not a date\"",
        "\"xx-yy-zz\"", "\"\\u202e\"", "123456789012345678901234567890", "\"" + "é" + "\"", "[1,\"a\",null,{}]",
    ];

    [Fact]
    public async Task Messages_MutatedActivities_NeverFailTheServer()
    {
        await using var host = await ChannelHost.StartAsync();
        var random = new Random(42);
        var bodies = Enumerable.Range(0, 4000).Select(_ => Mutate(TestIssuer.Activity(serviceUrl: "http://localhost:1/"), random)).ToList();
        await SendAllAsync(host, "/api/messages", null, bodies);
    }

    [Fact]
    public async Task DirectLine_MutatedActivities_NeverFailTheServer()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["DirectLine:Limits:PostsPerSecond"] = "1000000" });
        var (conversation, token, _) = await host.StartConversationAsync();
        var random = new Random(43);
        var seed = """
            {"type":"message","id":"1","text":"Bonjour","textFormat":"plain","locale":"fr-FR","localTimestamp":"2026-01-01T10:00:00+01:00","localTimezone":"Europe/Paris",
             "from":{"id":"dl_x","role":"user"},"attachments":[{"contentType":"image/png","contentUrl":"data:x","content":{"a":1}}],"entities":[{"type":"ClientCapabilities","supportsTts":true}],
             "channelData":{"clientActivityID":"c","attachmentSizes":[]},"value":{"a":[1]},"suggestedActions":{"actions":[{"type":"imBack","value":1}]},"reactionsAdded":[{"type":"like"}]}
            """;
        await SendAllAsync(host, $"/v3/directline/conversations/{conversation}/activities", token, Enumerable.Range(0, 4000).Select(_ => Mutate(seed, random)).ToList());
        using var feed = await host.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities", token);
        Assert.Equal(HttpStatusCode.OK, feed.StatusCode);
    }

    private static async Task SendAllAsync(ChannelHost host, string path, string? token, IReadOnlyList<byte[]> bodies)
    {
        var failures = new List<string>();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (body, _) =>
        {
            using var response = await host.SendAsync(HttpMethod.Post, path, token, with: request => request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } });
            if ((int)response.StatusCode is not (>= 200 and < 300 or >= 400 and < 500))
            {
                lock (failures)
                    failures.Add($"{(int)response.StatusCode}: {Encoding.UTF8.GetString(body)}");
            }
        });
        Assert.Empty(failures);
        Assert.NotEmpty(host.Engine.Inbox);
        foreach (var inbound in host.Engine.Inbox)
            Assert.Equal(inbound.Activity.Type, ActivityJson.Read(ActivityJson.WriteUtf8(inbound.Activity)).Type);
    }

    private static byte[] Mutate(string seed, Random random)
    {
        var root = JsonNode.Parse(seed)!;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var target = Containers(root).ToList() is { Count: > 0 } all ? all[random.Next(all.Count)] : root;
            var marker = $"@@{random.Next(Values.Length)}@@";
            switch (target)
            {
                case JsonObject { Count: > 0 } map when random.Next(4) > 0:
                    map[map.ElementAt(random.Next(map.Count)).Key] = marker;
                    break;
                case JsonObject map:
                    map[Names[random.Next(Names.Length)]] = marker;
                    break;
                case JsonArray list:
                    list.Add(marker);
                    break;
            }
        }

        var text = root.ToJsonString();
        for (var i = 0; i < Values.Length; i++)
            text = text.Replace($"\"@@{i}@@\"", Values[i], StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(10) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(40) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static readonly string[] Names =
        ["type", "timestamp", "localTimestamp", "expiration", "membersAdded", "attachments", "entities", "value", "channelData", "suggestedActions", "relatesTo", "conversation", "From", "TYPE", "semanticAction", "textHighlights", "listenFor", "unknown", "historyDisclosed", "replyToId", "name"];

    private static IEnumerable<JsonNode> Containers(JsonNode node) => node switch
    {
        JsonObject map => map.Select(property => property.Value).OfType<JsonNode>().SelectMany(Containers).Prepend(map),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Containers).Prepend(list),
        _ => [],
    };
}
