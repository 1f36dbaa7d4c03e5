using System.Text.Json;
using AssistantBot.Cards;
using AssistantBot.Cards.Model;
using AssistantBot.Dialogs.Wording;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Cards;

public sealed class HandoffCardTests
{
    private static readonly WordingCatalog Wording = new(Options.Create(new WordingOptions()));

    public static TheoryData<string, HandoffCardState, bool, bool> Variants()
    {
        var data = new TheoryData<string, HandoffCardState, bool, bool>();
        foreach (var language in new[] { "fr", "en" })
        {
            foreach (var state in Enum.GetValues<HandoffCardState>())
            {
                data.Add(language, state, false, false);
                data.Add(language, state, true, false);
                data.Add(language, state, false, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Card_FollowsTheProtocol(string language, HandoffCardState state, bool confidential, bool isPrivate)
    {
        var json = Draw(language, state, confidential, isPrivate, new string('é', 20_000));

        Assert.Equal("AdaptiveCard", json.GetProperty("type").GetString());
        Assert.Equal("1.4", json.GetProperty("version").GetString());
        Assert.Equal(language, json.GetProperty("lang").GetString());
        Assert.False(string.IsNullOrEmpty(json.GetProperty("fallbackText").GetString()));
        Assert.Equal(JsonValueKind.Array, json.GetProperty("refresh").GetProperty("userIds").ValueKind);
        Assert.Equal("Action.Execute", json.GetProperty("refresh").GetProperty("action").GetProperty("type").GetString());
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(json.GetRawText()) < AdaptiveCard.MaxBytes);
        Assert.False(json.TryGetProperty("actions", out _));
        // A text's style came with schema 1.5.
        Assert.DoesNotContain("\"heading\"", json.GetRawText(), StringComparison.Ordinal);
        foreach (var action in Executes(json))
        {
            Assert.Equal("Action.Submit", action.GetProperty("fallback").GetProperty("type").GetString());
            Assert.Equal(action.GetProperty("verb").GetString(), action.GetProperty("fallback").GetProperty("data").GetProperty("verb").GetString());
            Assert.Equal("h1", action.GetProperty("data").GetProperty("handoffId").GetString());
        }
    }

    [Theory]
    [InlineData(HandoffCardState.Waiting, false, false, "handoff/accept")]
    [InlineData(HandoffCardState.Waiting, true, false, "handoff/accept")]
    [InlineData(HandoffCardState.Accepted, false, false, "handoff/close,handoff/release")]
    [InlineData(HandoffCardState.Accepted, true, false, "")]
    [InlineData(HandoffCardState.Accepted, false, true, "handoff/reply,handoff/close,handoff/release")]
    [InlineData(HandoffCardState.Closed, false, false, "")]
    [InlineData(HandoffCardState.Withdrawn, false, true, "")]
    public void Buttons_FollowTheState(HandoffCardState state, bool confidential, bool isPrivate, string verbs) =>
        Assert.Equal(verbs, string.Join(',', Executes(Draw("fr", state, confidential, isPrivate)).Select(action => action.GetProperty("verb").GetString())));

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Confidential_HoldsNothingPersonal(string language)
    {
        foreach (var state in Enum.GetValues<HandoffCardState>())
        {
            var json = Draw(language, state, confidential: true, isPrivate: false).GetRawText();
            foreach (var secret in new[] { "Ana", "K-204", "motif", "veut", "dit", "message", "calme" })
                Assert.DoesNotContain(secret + "!", json, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[clic](https://evil.example) **gras**", @"\[clic\](https://evil.example) \*\*gras\*\*")]
    [InlineData("{{DATE(2020-01-01T00:00:00Z)}}", "{\u200B{\u200BDATE(2020-01-01T00:00:00Z)}}")]
    [InlineData(null, "")]
    public void Escape_ShowsWhatWasWritten(string? text, string shown) => Assert.Equal(shown, AdaptiveText.Escape(text));

    [Fact]
    public void Escape_CutsWithoutBreakingACharacter() =>
        Assert.Equal("abc…", AdaptiveText.Escape("abc😀def", 5));

    [Fact]
    public void WelcomeCard_AsksRealQuestions()
    {
        var json = WelcomeCard.Create(["Où se garer ?"], "fr", Wording).ToJson();

        Assert.Contains("""{"type":"Action.Submit","data":{"msteams":{"type":"imBack","value":"Où se garer ?"}},"title":"Où se garer ?"}""", json.GetRawText(), StringComparison.Ordinal);
    }

    private static JsonElement Draw(string language, HandoffCardState state, bool confidential, bool isPrivate, string? wish = null) => HandoffCard.Create(
        new HandoffCardModel("h1", language, state, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
        {
            Confidential = confidential,
            IsPrivate = isPrivate,
            DangerToLife = true,
            Reference = "K-204!",
            PersonName = "Ana!",
            ChannelId = "directline",
            AssistantName = "Sophie",
            Why = "motif!",
            Wants = wish ?? "veut!",
            AlreadySaid = ["dit!", wish ?? ""],
            Missing = ["manque!"],
            Tone = "calme!",
            Avoid = ["éviter!"],
            LastMessages = [.. Enumerable.Range(0, 12).Select(i => new HandoffCardMessage(i % 2 == 0, wish ?? "message!"))],
        },
        Wording).ToJson();

    private static List<JsonElement> Executes(JsonElement card) =>
        [.. card.GetProperty("body").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString() == "ActionSet")
            .SelectMany(set => set.GetProperty("actions").EnumerateArray())
            .Where(action => action.GetProperty("type").GetString() == "Action.Execute")];
}
