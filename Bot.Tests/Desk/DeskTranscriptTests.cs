using System.Text.Json;
using AssistantBot.Bot.Desk;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff;

namespace AssistantBot.Tests.Desk;

public sealed class DeskTranscriptTests
{
    private long _sequence;

    [Fact]
    public void Lines_AreOfThePersonTheBotAndTheAssistant()
    {
        var lines = DeskTranscript.Read(
        [
            Row("1", "Bonjour", RoleTypes.User),
            Row("2", "Bonjour, je suis une machine.", RoleTypes.Bot),
            Entry("3", AssistantVoice.Say("C'est Sophie.", "Sophie")),
        ]);
        Assert.Equal([DeskTranscript.Person, DeskTranscript.Bot, DeskTranscript.Human], lines.Select(line => line.Author));
    }

    [Fact]
    public void EditAndDelete_StayInPlaceWithoutTheOldWords()
    {
        var lines = DeskTranscript.Read(
        [
            Row("1", "avant", RoleTypes.User),
            Row("2", "secret", RoleTypes.User),
            Entry("1", new Activity { Type = ActivityTypes.MessageUpdate, Text = "après" }),
            Entry("2", new Activity { Type = ActivityTypes.MessageDelete }),
        ]);
        Assert.Equal(["après", ""], lines.Select(line => line.Text));
        Assert.True(lines[0].Edited);
        Assert.True(lines[1].Deleted);
    }

    [Fact]
    public void Sources_AreThoseTheTextDoesNotName()
    {
        var lines = DeskTranscript.Read([Cited("Réponse [1]"), Cited("Réponse. Source : Guide")]);
        Assert.Equal("Guide", Assert.Single(lines[0].Sources).Title);
        Assert.Empty(lines[1].Sources);
    }

    [Fact]
    public void Files_AreNamedOnce_AndStandForTheMissingWordsInTheQueue()
    {
        var line = Assert.Single(DeskTranscript.Read(
        [
            Entry("1", new Activity
            {
                Type = ActivityTypes.Message,
                Attachments = [File("photo.png", "image/png"), File("mesures.csv", "text/csv")],
            }),
        ]));

        Assert.Equal("", line.Text);
        Assert.Equal([("photo.png", true), ("mesures.csv", false)], line.Files.Select(file => (file.Name, file.Image)));
        Assert.Equal("photo.png, mesures.csv", DeskTranscript.Shorten(line));
        static Attachment File(string name, string type) => new() { Name = name, ContentType = type, ContentUrl = StoredAttachment.ReferenceTo(name) };
    }

    [Fact]
    public void EventsAndEmptyMessages_AreNoLines() =>
        Assert.Empty(DeskTranscript.Read([Entry("1", new Activity { Type = ActivityTypes.Event, Name = "webchat/join" }), Row("2", " ", RoleTypes.User)]));

    [Fact]
    public void Shorten_LongText_EndsWithAnEllipsisOnOneLine()
    {
        var text = DeskTranscript.Shorten(string.Join("\n", Enumerable.Repeat("mot", 100)));
        Assert.True(text.Length <= 160);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    private TranscriptEntry Cited(string text)
    {
        var activity = Activity.CreateMessage(text);
        activity.From = new ChannelAccount { Id = "bot", Role = RoleTypes.Bot };
        activity.Entities =
        [
            new Entity
            {
                Type = "https://schema.org/Message",
                Properties = new Dictionary<string, JsonElement>
                {
                    ["citation"] = JsonSerializer.SerializeToElement(new[] { new { appearance = new { name = "Guide" } } }),
                },
            },
        ];
        return Entry($"c{_sequence}", activity);
    }

    private TranscriptEntry Row(string id, string text, string role)
    {
        var activity = Activity.CreateMessage(text);
        activity.From = new ChannelAccount { Id = role, Role = role };
        return Entry(id, activity);
    }

    private TranscriptEntry Entry(string id, Activity activity)
    {
        activity.Id = id;
        return new TranscriptEntry(++_sequence, activity, DateTimeOffset.UnixEpoch);
    }
}
