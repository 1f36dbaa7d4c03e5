using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Schema;

public class ActivityJsonTests
{
    [Fact]
    public void Read_FullActivity_KeepsEveryField()
    {
        var activity = ActivityJson.Read("""
            {
              "type": "message", "id": "1", "timestamp": "2026-02-03T04:05:06.789Z", "localTimestamp": "2026-02-03T05:05:06.789+01:00",
              "localTimezone": "Europe/Paris", "serviceUrl": "https://x/", "channelId": "msteams",
              "from": { "id": "29:u", "name": "Ada", "aadObjectId": "a-1", "role": "user" },
              "conversation": { "id": "19:c", "conversationType": "channel", "isGroup": true, "tenantId": "t" },
              "recipient": { "id": "28:b", "name": "Bot" }, "locale": "fr-FR", "text": "Bonjour", "textFormat": "plain",
              "attachments": [ { "contentType": "image/png", "contentUrl": "https://x/i.png", "name": "i.png" } ],
              "entities": [ { "type": "clientInfo", "locale": "fr-FR", "country": "FR" } ],
              "channelData": { "tenant": { "id": "t" } }, "value": { "a": [1, 2] }, "replyToId": "0"
            }
            """);

        Assert.Equal("message", activity.Type);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero), activity.Timestamp);
        Assert.Equal(TimeSpan.FromHours(1), activity.LocalTimestamp!.Value.Offset);
        Assert.Equal("Ada", activity.From!.Name);
        Assert.True(activity.Conversation!.IsGroup);
        Assert.Equal("i.png", activity.Attachments![0].Name);
        Assert.Equal("FR", activity.Entities![0].GetString("country"));
        Assert.Equal(2, activity.Value!.Value.GetProperty("a").GetArrayLength());
        Assert.Equal("t", activity.GetTeamsChannelData()!.Tenant!.Id);
    }

    [Fact]
    public void ReadWrite_UnknownMembers_AreKeptEverywhere()
    {
        const string Json = """{"type":"message","from":{"id":"u","x":1},"entities":[{"type":"new","deep":{"a":[true]}}],"attachments":[{"contentType":"c","y":"z"}],"future":{"q":null}}""";
        Assert.Equal(Canonical(Json), Canonical(ActivityJson.Write(ActivityJson.Read(Json))));
    }

    [Fact]
    public void Read_OtherCase_IsUnderstood()
    {
        var activity = ActivityJson.Read("""{"Type":"message","ServiceURL":"https://x","FROM":{"ID":"u"}}""");
        Assert.Equal("message", activity.Type);
        Assert.Equal("https://x", activity.ServiceUrl);
        Assert.Equal("u", activity.From!.Id);
    }

    [Theory]
    [InlineData("""{"type":"message","id":17}""", "17")]
    [InlineData("""{"type":"message","id":1.50}""", "1.50")]
    [InlineData("""{"type":"message","id":true}""", "true")]
    [InlineData("""{"type":"message","id":null}""", null)]
    public void Read_OtherKindsForText_AreText(string json, string? expected) => Assert.Equal(expected, ActivityJson.Read(json).Id);

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("\"\"")]
    [InlineData("17")]
    [InlineData("{\"a\":1}")]
    [InlineData("[]")]
    [InlineData("\"0001-01-01T00:00:00+14:00\"")]
    [InlineData("\"9999-12-31T23:59:59-14:00\"")]
    [InlineData("\"2026-13-45T99:00:00Z\"")]
    public void Read_ImpossibleDate_IsNull(string date) =>
        Assert.Null(ActivityJson.Read($$"""{"type":"message","timestamp":{{date}}}""").Timestamp);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-02-03T04:05:06")]
    [InlineData("2026-02-03")]
    public void Read_ExtremeDate_SurvivesARoundTrip(string date)
    {
        var activity = ActivityJson.Read($$"""{"type":"message","timestamp":"{{date}}","localTimestamp":"{{date}}"}""");
        var again = ActivityJson.Read(ActivityJson.Write(activity));
        Assert.NotNull(activity.LocalTimestamp);
        Assert.Equal(activity.LocalTimestamp, again.LocalTimestamp);
        Assert.Equal(activity.Timestamp, again.Timestamp);
    }

    [Fact]
    public void Write_Dates_AreUtcAndLocalKeepsItsOffset()
    {
        var date = new DateTimeOffset(2026, 2, 3, 5, 0, 0, TimeSpan.FromHours(2));
        var json = ActivityJson.Write(new Activity { Type = "message", Timestamp = date, Expiration = date, LocalTimestamp = date });
        Assert.Contains("\"timestamp\":\"2026-02-03T03:00:00Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"expiration\":\"2026-02-03T03:00:00Z\"", json, StringComparison.Ordinal);
        Assert.Contains("\"localTimestamp\":\"2026-02-03T05:00:00+02:00\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NullsAndEmpties_AreOmitted()
    {
        var json = ActivityJson.Write(new Activity
        {
            Type = "message",
            Text = "",
            Name = "",
            Attachments = [],
            Entities = [],
            MembersAdded = [],
            SuggestedActions = new SuggestedActions { To = [] },
            Value = default(JsonElement),
            From = new ChannelAccount { Id = "u", Name = "" },
        });
        Assert.Equal("""{"type":"message","from":{"id":"u"},"suggestedActions":{}}""", json);
    }

    [Fact]
    public void Write_EmptyTextInsideOpenJson_IsKept()
    {
        const string Json = """{"type":"message","entities":[{"type":"https://schema.org/Message","@id":""}],"channelData":{"a":"","b":[],"c":null}}""";
        Assert.Equal(Canonical(Json), Canonical(ActivityJson.Write(ActivityJson.Read(Json))));
    }

    [Fact]
    public void Write_EmptyReplies_KeepTheirList()
    {
        Assert.Equal("""{"activities":[]}""", JsonSerializer.Serialize(new ExpectedReplies(), ActivityJson.Context.ExpectedReplies));
        Assert.Equal("""{"activities":[]}""", JsonSerializer.Serialize(new Transcript(), ActivityJson.Context.Transcript));
    }

    [Fact]
    public void Write_NonAscii_IsNotEscaped() =>
        Assert.Contains("\"text\":\"Où ça ? <b>'é'</b> & 日本\"", ActivityJson.Write(Activity.CreateMessage("Où ça ? <b>'é'</b> & 日本")), StringComparison.Ordinal);

    [Fact]
    public void Write_LoneSurrogate_GivesValidUtf8()
    {
        var again = ActivityJson.Read(ActivityJson.WriteUtf8(Activity.CreateMessage("a\ud83db")));
        Assert.Equal("a\ufffdb", again.Text);
    }

    [Fact]
    public void Read_NullsInLists_AreDropped()
    {
        var activity = ActivityJson.Read("""
            {"type":"message","attachments":[null,{"name":"a"}],"entities":[null],"membersAdded":[{"id":"1"},null],"membersRemoved":[null],
             "reactionsAdded":[null,{"type":"like"}],"reactionsRemoved":[null],"listenFor":[null,"x"],"textHighlights":[null],
             "suggestedActions":{"to":[null,"u"],"actions":[null,{"title":"t"}]},"semanticAction":{"entities":{"a":null}}}
            """);
        Assert.Single(activity.Attachments!);
        Assert.Empty(activity.Entities!);
        Assert.Single(activity.MembersAdded!);
        Assert.Equal("like", Assert.Single(activity.ReactionsAdded!).Type);
        Assert.Equal(["x"], activity.ListenFor!);
        Assert.Equal(["u"], activity.SuggestedActions!.To!);
        Assert.Single(activity.SuggestedActions.Actions!);
        Assert.Empty(activity.SemanticAction!.Entities!);
    }

    [Fact]
    public void Read_NullForEveryObject_IsAbsent()
    {
        var activity = ActivityJson.Read("""
            {"type":"message","from":null,"conversation":null,"recipient":null,"attachments":null,"entities":null,"value":null,
             "channelData":null,"suggestedActions":null,"relatesTo":null,"historyDisclosed":null,"membersAdded":null}
            """);
        Assert.Null(activity.From);
        Assert.Null(activity.Value);
        Assert.Equal("""{"type":"message"}""", ActivityJson.Write(activity));
    }

    [Theory]
    [InlineData("\"true\"", true)]
    [InlineData("true", true)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("3", null)]
    [InlineData("\"maybe\"", null)]
    [InlineData("[]", null)]
    public void Read_Boolean_IsLenient(string json, bool? expected) =>
        Assert.Equal(expected, ActivityJson.Read($$$"""{"type":"message","conversation":{"id":"c","isGroup":{{{json}}}}}""").Conversation!.IsGroup);

    [Fact]
    public void Read_DuplicateKeys_LastWins() =>
        Assert.Equal("b", ActivityJson.Read("""{"type":"message","text":"a","text":"b","x":1,"x":2}""").Text);

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() =>
        Assert.Equal("message", ActivityJson.Read([0xEF, 0xBB, 0xBF, .. """{"type":"message"}"""u8]).Type);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":{}}""")]
    [InlineData("""{"type":"message"} {"type":"message"}""")]
    [InlineData("""{"type":"message"}x""")]
    [InlineData("""{"type":"message",}""")]
    [InlineData("""{"type":"message","value":NaN}""")]
    [InlineData("""{"type":"message","value":Infinity}""")]
    [InlineData("""{"type":"message","text":{"a":1}}""")]
    [InlineData("""{"type":"message","attachments":{}}""")]
    [InlineData("""{"type":"message","entities":[1]}""")]
    [InlineData("""{"type":"message","from":"u"}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    [InlineData("""{"type":"message","value":{"deep":["\udc00x"]}}""")]
    [InlineData("""{"type":"message","channelData":{"\ud800":1}}""")]
    public void Read_Malformed_ThrowsJsonException(string json) => Assert.ThrowsAny<JsonException>(() => ActivityJson.Read(json));

    [Fact]
    public void Read_InvalidUtf8_ThrowsJsonException() =>
        Assert.ThrowsAny<JsonException>(() => ActivityJson.Read([.. "{\"type\":\"message\",\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8]));

    [Theory]
    [InlineData(126, true)]
    [InlineData(128, false)]
    [InlineData(200, false)]
    [InlineData(100_000, false)]
    public void Read_Depth_IsLimited(int depth, bool accepted)
    {
        var json = $$"""{"type":"message","value":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        if (!accepted)
        {
            Assert.ThrowsAny<JsonException>(() => ActivityJson.Read(json));
            return;
        }

        var activity = ActivityJson.Read(json);
        Assert.NotEmpty(ActivityJson.Write(activity.Clone()));
        Assert.NotEmpty(JsonSerializer.Serialize(new ExpectedReplies { Activities = [activity] }, ActivityJson.Context.ExpectedReplies));
    }

    [Fact]
    public void Read_HugeNumbersInOpenJson_AreKeptAsWritten()
    {
        const string Json = """{"type":"message","value":[1e999,12345678901234567890123,-0.0]}""";
        Assert.Equal(Json, ActivityJson.Write(ActivityJson.Read(Json)));
    }

    [Fact]
    public void Clone_Changed_LeavesTheOriginal()
    {
        var activity = Activity.CreateMessage("a");
        activity.From = new ChannelAccount { Id = "u" };
        var clone = activity.Clone();
        clone.Text = "b";
        clone.From!.Id = "v";
        Assert.Equal("a", activity.Text);
        Assert.Equal("u", activity.From.Id);
    }

    private static string Canonical(string json) => Sorted(JsonElement.Parse(json));

    private static string Sorted(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}:{Sorted(p.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Sorted)) + "]",
        _ => element.GetRawText(),
    };
}
