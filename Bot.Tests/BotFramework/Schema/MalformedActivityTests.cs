using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Schema;

/// <summary>Whatever arrives: an activity, or <see cref="JsonException"/>; and what was read can be used and written.</summary>
public class MalformedActivityTests
{
    private const string Seed = """
        {
          "type": "message", "id": "1", "timestamp": "2026-02-03T04:05:06.789Z", "localTimestamp": "2026-02-03T05:05:06+01:00", "expiration": "2026-02-03T04:05:06Z",
          "serviceUrl": "https://x/", "channelId": "msteams", "callerId": "c", "locale": "fr-FR", "deliveryMode": "normal", "importance": "high",
          "from": { "id": "29:u", "name": "Ada", "aadObjectId": "a", "role": "user" }, "recipient": { "id": "28:b", "name": "Bot" },
          "conversation": { "id": "19:c;messageid=1", "conversationType": "channel", "isGroup": true, "tenantId": "t", "name": "n" },
          "text": "<at>Bot</at> bonjour", "textFormat": "plain", "speak": "s", "inputHint": "expectingInput", "summary": "s", "attachmentLayout": "list",
          "attachments": [ { "contentType": "application/vnd.microsoft.card.adaptive", "content": { "type": "AdaptiveCard" }, "contentUrl": "u", "name": "n" } ],
          "suggestedActions": { "to": ["u"], "actions": [ { "type": "imBack", "title": "t", "value": { "a": 1 } } ] },
          "entities": [ { "type": "mention", "mentioned": { "id": "28:b", "name": "Bot" }, "text": "<at>Bot</at>" }, { "type": "clientInfo", "locale": "fr" } ],
          "textHighlights": [ { "text": "t", "occurrence": 1 } ], "listenFor": ["x"], "semanticAction": { "id": "i", "state": "start", "entities": { "e": { "type": "x" } } },
          "channelData": { "tenant": { "id": "t" }, "team": { "id": "g", "name": "n" }, "eventType": "channelCreated", "settings": { "selectedChannel": { "id": "c" } }, "feedbackLoop": { "type": "default" } },
          "value": { "action": { "type": "Action.Execute", "verb": "v", "data": { "id": "1" } } }, "valueType": "v", "name": "n", "code": "c", "action": "add",
          "membersAdded": [ { "id": "1" } ], "membersRemoved": [ { "id": "2" } ], "reactionsAdded": [ { "type": "like" } ], "reactionsRemoved": [ { "type": "sad" } ],
          "relatesTo": { "activityId": "1", "user": { "id": "u" }, "bot": { "id": "b" }, "conversation": { "id": "c" }, "channelId": "test" },
          "topicName": "t", "historyDisclosed": false, "replyToId": "r", "label": "l", "localTimezone": "Europe/Paris"
        }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e999", "12345678901234567890", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"a\":null}", "[1,\"a\",null,{}]",
        "NaN", "-Infinity", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u0000\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+14:00\"",
        "\"0001-01-01T00:00:00+14:00\"", "{\"id\":{\"id\":{\"id\":1}}}", "{\"type\":[]}", "\"\\u202e\"", "undefined", "'x'", "01", "\"unterminated", "{\"type\":\"mention\",\"mentioned\":1}",
        "[{\"type\":\"mention\",\"mentioned\":{\"id\":[]}}]", "[{\"type\":\"mention\",\"mentioned\":null,\"text\":7}]",
    ];

    [Fact]
    public void Read_EveryMemberReplacedByEveryValue_NeverThrowsAnythingElse()
    {
        var paths = new List<string>();
        Collect(JsonNode.Parse(Seed)!, paths);
        var read = 0;
        foreach (var path in paths)
        {
            foreach (var value in Values)
                read += Try(Replace(path, value)) ? 1 : 0;
        }

        Assert.True(paths.Count > 80);
        Assert.True(read > paths.Count);
    }

    [Fact]
    public void Read_RandomBytesChanged_NeverThrowsAnythingElse()
    {
        var random = new Random(20260203);
        var seed = Encoding.UTF8.GetBytes(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])seed.Clone();
            for (var n = random.Next(1, 5); n > 0; n--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "{}[],:\"\\0un-"u8.ToArray()[random.Next(12)];
            Try(bytes);
        }
    }

    [Fact]
    public void Read_CutAnywhere_NeverThrowsAnythingElse()
    {
        var seed = Encoding.UTF8.GetBytes(Seed);
        for (var length = 0; length < seed.Length; length++)
            Try(seed[..length]);
    }

    [Fact]
    public void Read_MembersDoubled_NeverThrowsAnythingElse()
    {
        foreach (var property in JsonNode.Parse(Seed)!.AsObject())
        {
            foreach (var value in Values)
                Try(Encoding.UTF8.GetBytes(Seed.Insert(Seed.IndexOf('{', StringComparison.Ordinal) + 1, $"\"{property.Key}\":{value},")));
        }
    }

    [Fact]
    public void Read_LongText_IsRead() =>
        Assert.True(Try(JsonSerializer.SerializeToUtf8Bytes(new { type = "message", text = new string('é', 1_000_000) })));

    /// <returns>True when an activity was read.</returns>
    private static bool Try(byte[] json)
    {
        Activity activity;
        try
        {
            activity = ActivityJson.Read(json);
        }
        catch (JsonException)
        {
            return false;
        }

        Use(activity);
        return true;
    }

    private static void Use(Activity activity)
    {
        _ = activity.TextWithoutRecipientMention();
        _ = activity.MentionsRecipient();
        _ = activity.GetTeamsChannelData();
        _ = activity.CreateReply("x");
        _ = activity.GetConversationReference();
        _ = activity.Clone();
        Assert.NotEmpty(ActivityJson.WriteUtf8(activity));
    }

    private static void Collect(JsonNode node, List<string> paths)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var property in map)
                {
                    paths.Add(property.Value!.GetPath());
                    Collect(property.Value, paths);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    paths.Add(item!.GetPath());
                    Collect(item, paths);
                }

                break;
        }
    }

    private static byte[] Replace(string path, string value)
    {
        var root = JsonNode.Parse(Seed)!;
        var node = Find(root, path);
        const string Mark = "\u0001mark";
        node.ReplaceWith(Mark);
        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace("\"\\u0001mark\"", value, StringComparison.Ordinal));
    }

    private static JsonNode Find(JsonNode root, string path)
    {
        var node = root;
        foreach (var part in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Skip(1))
            node = node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)]! : node![part]!;
        return node;
    }
}
