using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Desk;

/// <summary>The desk's interface for triage decisions that were wrong.</summary>
public sealed class DeskReviewEndpointTests
{
    private const string Said = "Mon dossier 12 34 56 78 est bloqué, Ana";
    private const string Rewrite = "le dossier de quelqu'un reste bloqué";
    private static readonly string[] Actions = ["mark", "try", "approve", "dismiss"];

    [Fact]
    public async Task Reviews_WithoutASession_Answer401()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        using var browser = host.NewBrowser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(new Uri("/desk/api/reviews", UriKind.Relative))).StatusCode);
        foreach (var action in Actions)
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(browser, "h1", action));
        Assert.Empty(host.Engine.Invokes);
        Assert.Empty(host.Examples.Added);
    }

    [Fact]
    public async Task Reviews_FromAForeignPage_AreRefused()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        using var browser = await host.SignInAsync();
        using var form = new StringContent("""{"commandId":"c1","label":"routine","text":"x"}""", Encoding.UTF8, "text/plain");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(Address("h1", "approve"), form)).StatusCode);
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(browser, "h1", "approve"));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(new Uri("/desk/api/reviews", UriKind.Relative))).StatusCode);
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        browser.DefaultRequestHeaders.Remove("X-Requested-With");
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(browser, "h1", "approve"));
        Assert.Empty(host.Engine.Invokes);
        Assert.Empty(host.Examples.Added);
    }

    [Fact]
    public async Task Review_OfForgedIds_IsNotFoundAndChangesNothing()
    {
        await using var host = await DeskHost.StartAsync();
        var handoff = host.AddHandoff("h1");
        host.AddHandoff("sealed", TriageReason.Distress, confidential: true);
        host.AddHandoff("over");
        host.Handoffs.Requests[^1] = host.Handoffs.Requests[^1] with { State = HandoffState.Closed, ClosedAt = DateTimeOffset.UnixEpoch };
        await SayAsync(host, "over", "Dit au bot seul, après la fin.");
        host.Engine.Say(handoff.Conversation.ConversationId, "Dit par le bot.");
        using var browser = await host.SignInAsync();

        foreach (var action in Actions)
        {
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "unknown", action));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "sealed", action));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "over", action, line: 3));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "h1", action, line: 3));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "h1", action, line: 999));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "h1", action, line: -1));
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(browser, "h1", action, label: "nonsense"));
        }

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "h1", "erase"));
        Assert.Empty(host.Engine.Invokes);
        Assert.Empty(host.Examples.Added);
    }

    [Fact]
    public async Task Review_OfAMessage_IsTriedRefusedAsACopyAndApproved()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        await SayAsync(host, "h1", Said);
        host.Engine.OnInvoke = _ => new InvokeResponse(200, JsonSerializer.SerializeToElement(new DeskResult(true, "Noté."), HandoffJson.Default.DeskResult));
        using var browser = await host.SignInAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, "h1", "mark", line: 3));
        Assert.True(host.Engine.Invokes.TryDequeue(out var mark));
        Assert.Equal((DeskCommands.Review, "local:sophie"), (mark.Activity.Name, mark.Identity.PersonId));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, "h1", "try", line: 3));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(browser, "h1", "approve", line: 3, text: Said));
        Assert.Empty(host.Examples.Added);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, "h1", "approve", line: 3));

        Assert.Equal(("fr", "routine", Rewrite), Assert.Single(host.Examples.Added));
        host.Examples.IsAvailable = false;
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(browser, "h1", "approve", line: 3));
    }

    [Theory]
    [InlineData("fr", "ira quand même à une personne")]
    [InlineData("en", "will still go to a person")]
    public async Task Review_AsRoutineThatGoesToAPersonAllTheSame_SaysSo(string language, string words)
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        await SayAsync(host, "h1", Said);
        host.Examples.After = new TriageDecision(TriageRoute.Human, TriageReason.Sensitive, 0.9, HandoverMode.AtOnce);
        host.Engine.OnInvoke = _ => new InvokeResponse(200, JsonSerializer.SerializeToElement(new DeskResult(true, "Noté."), HandoffJson.Default.DeskResult));
        using var browser = await host.SignInAsync();

        Assert.Contains(words, await TextAsync(browser, "try", "routine", "note", language), StringComparison.Ordinal);
        Assert.Contains(words, await TextAsync(browser, "approve", "routine", "message", language), StringComparison.Ordinal);
        Assert.Equal("Noté.", await TextAsync(browser, "approve", "sensitive", "message", language));
    }

    [Theory]
    [InlineData("fr", "Rien n'a été enregistré")]
    [InlineData("en", "Nothing was saved")]
    public async Task Review_ApprovedWhileAnExampleFileIsBroken_IsRefusedWithItsPlaceAndSettlesNothing(string language, string words)
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("h1");
        await SayAsync(host, "h1", Said);
        host.Examples.Broken = new TriageDataException("/srv/examples/mine.fr.txt", 12, "unknown label [nonsense]");
        using var browser = await host.SignInAsync();

        var body = new { commandId = "c1", line = 3, label = "routine", text = Rewrite };
        using var response = await browser.PostAsJsonAsync(new Uri($"/desk/api/handoffs/h1/reviews/approve?lang={language}", UriKind.Relative), body);
        var message = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString()!;

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.StartsWith(words, message, StringComparison.Ordinal);
        Assert.Contains("mine.fr.txt", message, StringComparison.Ordinal);
        Assert.Contains("12", message, StringComparison.Ordinal);
        Assert.DoesNotContain("/srv", message, StringComparison.Ordinal);
        Assert.Empty(host.Engine.Invokes);
    }

    private static async Task<string> TextAsync(HttpClient browser, string action, string label, string member, string language)
    {
        var body = new { commandId = Guid.NewGuid().ToString(), line = 3, label, text = Rewrite };
        using var response = await browser.PostAsJsonAsync(new Uri($"/desk/api/handoffs/h1/reviews/{action}?lang={language}", UriKind.Relative), body);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(member).GetString()!;
    }

    [Fact]
    public async Task Disagreement_OfAHandedOverConversation_IsListedUntilItIsJudged()
    {
        await using var host = await DeskHost.StartAsync();
        var handoff = host.AddHandoff("h1");
        await SayAsync(host, "h1", Said);
        host.Disagreements.All.Add(Disagreement(1, handoff.Conversation));
        using var browser = await host.SignInAsync();

        var item = Assert.Single((await DeskHost.ReadAsync(browser, "/desk/api/reviews")).GetProperty("items").EnumerateArray());
        Assert.Equal(("routine", "conflict", true), (item.GetProperty("found").GetString(), item.GetProperty("label").GetString(), item.GetProperty("byModel").GetBoolean()));
        Assert.DoesNotContain("12 34", item.GetProperty("proposal").GetString(), StringComparison.Ordinal);

        var dismissed = DecisionReviews.Write(new DecisionReview(3, "conflict", DecisionReview.Dismissed));
        host.Handoffs.Events.Add(new HandoffEvent("h1", HandoffEventKind.DecisionReviewed, "local:sophie", "Sophie", dismissed, DateTimeOffset.UnixEpoch));
        Assert.Empty((await DeskHost.ReadAsync(browser, "/desk/api/reviews")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Disagreement_SaidToTheMachineAloneOrConfidential_IsNotShown()
    {
        await using var host = await DeskHost.StartAsync();
        host.AddHandoff("sealed", TriageReason.Distress, confidential: true);
        host.AddHandoff("over");
        host.Handoffs.Requests[^1] = host.Handoffs.Requests[^1] with { State = HandoffState.Closed, ClosedAt = DateTimeOffset.UnixEpoch };
        foreach (var name in (string[])["sealed", "over", "alone"])
        {
            await SayAsync(host, name, Said);
            host.Disagreements.All.Add(Disagreement(host.Disagreements.All.Count + 1, Conversation(name)));
        }

        using var browser = await host.SignInAsync();
        Assert.Empty((await DeskHost.ReadAsync(browser, "/desk/api/reviews")).GetProperty("items").EnumerateArray());
    }

    private static TriageDisagreement Disagreement(long id, ConversationKey conversation) => new(
        id, conversation, TriageReason.None, 0.1, TriageReason.Conflict, 0.9, TriageReason.Conflict, "judge.v1", DateTimeOffset.UnixEpoch, 3);

    private static ConversationKey Conversation(string handoff) => new(ChannelIds.Directline, "conversation-" + handoff);

    private static Task<AcceptResult> SayAsync(DeskHost host, string handoff, string text) => host.Engine.AcceptAsync(
        new InboundActivity(
            new Activity
            {
                Type = ActivityTypes.Message,
                Text = text,
                ChannelId = ChannelIds.Directline,
                Conversation = new ConversationAccount { Id = Conversation(handoff).ConversationId },
                From = new ChannelAccount { Id = "dl_ana", Name = "Ana", Role = RoleTypes.User },
            },
            new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"))
        { AppendToTranscript = true },
        CancellationToken.None);

    private static Uri Address(string handoff, string action) => new($"/desk/api/handoffs/{handoff}/reviews/{action}", UriKind.Relative);

    private static async Task<HttpStatusCode> PostAsync(
        HttpClient browser, string handoff, string action, long line = 0, string label = "routine", string text = Rewrite)
    {
        using var answer = await browser.PostAsJsonAsync(Address(handoff, action), new { commandId = Guid.NewGuid().ToString("N"), line, label, text });
        return answer.StatusCode;
    }
}
