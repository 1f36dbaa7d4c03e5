using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Tests.Support;
using Microsoft.Playwright;
using StreamReader = AssistantBot.Tests.BotFramework.DirectLine.StreamReader;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>A model's answer appears while it is written, and ends once: over Direct Line, in Teams and in Web Chat, over a killed process, beside a person.</summary>
public sealed class StreamingTests(StreamingFixture fixture) : IClassFixture<StreamingFixture>
{
    private static int s_last;

    private ProductProcess Product => fixture.Product;

    [Fact]
    public async Task DirectLine_Answer_GrowsBySentencesAndEndsInOneMessage()
    {
        var answer = fixture.Expect(StreamedAnswer.ForClient());
        using var http = new HttpClient { BaseAddress = Product.BaseAddress };
        var (conversation, stream) = await AskAsync(http);
        await using var closing = stream;
        answer.Write(1);
        var first = await NextAsync(stream, "typing");
        Assert.Equal(StreamedAnswer.First + " [1].", first.GetProperty("text").GetString());
        answer.Write(2);
        var second = await NextAsync(stream, "typing");
        Assert.StartsWith(StreamedAnswer.First + " [1]. " + StreamedAnswer.Second, second.GetProperty("text").GetString(), StringComparison.Ordinal);
        answer.Write(3);
        var final = await NextAsync(stream, "message");

        Assert.Contains(StreamedAnswer.Third, final.GetProperty("text").GetString(), StringComparison.Ordinal);
        var id = StreamId(first);
        Assert.All([first, second, final], activity => Assert.Equal(id, StreamId(activity)));
        Assert.Equal([id, id], new[] { first, second }.Select(activity => activity.GetProperty("id").GetString()));
        Assert.Equal("final", final.GetProperty("channelData").GetProperty("streamType").GetString());
        var feed = await http.GetFromJsonAsync<JsonElement>(conversation + "?watermark=0");
        Assert.Single(feed.GetProperty("activities").EnumerateArray(), activity => activity.GetRawText().Contains(StreamedAnswer.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DirectLine_FirstWord_IsSeenBeforeTheModelHasWrittenItsSecond()
    {
        var answer = fixture.Expect(StreamedAnswer.ForClient(citesFirst: true));
        using var http = new HttpClient { BaseAddress = Product.BaseAddress };
        var (_, stream) = await AskAsync(http);
        await using var closing = stream;

        answer.Begin();
        var first = await NextAsync(stream, "typing");
        answer.Write(1);
        var second = await NextAsync(stream, "typing");
        answer.Write(3);
        var final = await NextAsync(stream, "message");

        Assert.Equal("Vous", first.GetProperty("text").GetString());
        Assert.Equal(StreamedAnswer.First, second.GetProperty("text").GetString());
        Assert.StartsWith($"{StreamedAnswer.First} [1]. {StreamedAnswer.Second} [1]. ", final.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All([second, final], activity => Assert.Equal(StreamId(first), StreamId(activity)));
    }

    [Fact]
    public async Task Teams_FirstWord_IsSeenBeforeTheModelHasWrittenItsSecond()
    {
        await using var teams = await TeamsConnector.StartAsync();
        var (answer, say) = await BeginAsync(teams, citesFirst: true);

        await say(StreamedAnswer.EmployeesQuestion);
        answer.Begin();
        await teams.WaitAsync(chat => chat.Shown.Count == 1);
        answer.Write(1);
        await teams.WaitAsync(chat => chat.Shown.Count == 2);
        answer.Write(3);
        await teams.WaitAsync(chat => chat.Messages[^1].Text.Contains("Source", StringComparison.Ordinal));

        Assert.Empty(teams.Refusals);
        Assert.Equal(["Jusqu'à", StreamedAnswer.EmployeesFirst], teams.Shown.Take(2));
        Assert.StartsWith(StreamedAnswer.EmployeesFirst + " [1]. ", teams.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Single(teams.Messages, message => message.Text.Contains(StreamedAnswer.EmployeesFirst, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Teams_PersonalChat_AnswerGrowsAndEndsInTheSameMessage()
    {
        await using var teams = await TeamsConnector.StartAsync();
        var (answer, say) = await BeginAsync(teams);

        await say(StreamedAnswer.EmployeesQuestion);
        answer.Write(1);
        await teams.WaitAsync(chat => chat.Shown.Count == 1);
        answer.Write(2);
        await teams.WaitAsync(chat => chat.Shown.Count == 2);
        answer.Write(3);
        await teams.WaitAsync(chat => chat.Messages[^1].Text.Contains("Source", StringComparison.Ordinal));

        Assert.Empty(teams.Refusals);
        Assert.Single(teams.Messages, message => message.Text.Contains(StreamedAnswer.EmployeesFirst, StringComparison.Ordinal));
        Assert.Equal(StreamedAnswer.EmployeesFirst + " [1].", teams.Shown[0]);
        Assert.Contains(StreamedAnswer.EmployeesThird, teams.Messages[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_PersonStops_TheModelIsStoppedAndTheChatGoesOn()
    {
        await using var teams = await TeamsConnector.StartAsync();
        var (answer, say) = await BeginAsync(teams);
        await say(StreamedAnswer.EmployeesQuestion);
        answer.Write(1);
        await teams.WaitAsync(chat => chat.Shown.Count == 1);

        teams.IsStopped = true;
        answer.Write(2);
        await teams.WaitAsync(chat => chat.Refusals.Count == 1);
        answer.Write(3);
        await teams.WaitAsync(chat => chat.Refusals.Count == 2);
        teams.IsStopped = false;

        Assert.Equal(StreamedAnswer.EmployeesFirst + " [1].", teams.Messages[^1].Text);
        Assert.All(teams.Refusals, refusal => Assert.Contains("canceled by user", refusal, StringComparison.Ordinal));
        await say("/version");
        await teams.WaitAsync(chat => chat.Messages[^1].Text.StartsWith("AssistantBot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Teams_StreamTooOld_TheMessageIsReplacedByTheAnswer()
    {
        await using var teams = await TeamsConnector.StartAsync();
        var (answer, say) = await BeginAsync(teams);
        await say(StreamedAnswer.EmployeesQuestion);
        answer.Write(1);
        await teams.WaitAsync(chat => chat.Shown.Count == 1);

        teams.IsLate = true;
        answer.Write(3);
        await teams.WaitAsync(chat => chat.Messages[^1].Text.Contains("Source", StringComparison.Ordinal));

        Assert.Single(teams.Messages, message => message.Text.Contains(StreamedAnswer.EmployeesFirst, StringComparison.Ordinal));
        Assert.StartsWith("s", teams.Messages[^1].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WebChat_Answer_GrowsInOneBubble()
    {
        var answer = fixture.Expect(StreamedAnswer.ForClient());
        var chat = await ChatPage.OpenAsync(Product, await fixture.Browser.OpenAsync("fr-FR", phone: true));
        var bubble = chat.MachineMessages.Filter(new() { HasText = StreamedAnswer.First });

        await chat.SayAsync(StreamedAnswer.Question);
        answer.Write(1);
        await bubble.First.WaitForAsync();
        await Assertions.Expect(bubble).Not.ToContainTextAsync(StreamedAnswer.Second);
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-streaming");
        answer.Write(2);
        await Assertions.Expect(bubble).ToContainTextAsync(StreamedAnswer.Second);
        answer.Write(3);
        await Assertions.Expect(bubble).ToContainTextAsync(StreamedAnswer.Third);
        await Assertions.Expect(bubble).ToContainTextAsync("Source");

        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-streamed");
        await chat.Page.ReloadAsync();
        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        await Assertions.Expect(bubble).ToContainTextAsync(StreamedAnswer.Third);
        fixture.Browser.AssertNoProblems();
    }

    [Fact]
    public async Task WebChat_FirstWord_GrowsIntoTheAnswerInOneBubble()
    {
        var answer = fixture.Expect(StreamedAnswer.ForClient(citesFirst: true));
        var chat = await ChatPage.OpenAsync(Product, await fixture.Browser.OpenAsync("fr-FR", phone: true));

        await chat.SayAsync(StreamedAnswer.Question);
        answer.Begin();
        await Assertions.Expect(chat.MachineMessages.Last.GetByRole(AriaRole.Paragraph)).ToHaveTextAsync("Vous");
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-first-word");
        answer.Write(3);
        var bubble = chat.MachineMessages.Filter(new() { HasText = StreamedAnswer.First });
        await Assertions.Expect(bubble).ToContainTextAsync("Source");

        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        await Assertions.Expect(bubble).ToContainTextAsync(StreamedAnswer.Third);
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-cited-first");
    }

    [Fact]
    public async Task WebChat_ProductKilledInTheMiddle_EndsInOneMessage()
    {
        var answer = fixture.Expect(StreamedAnswer.ForClient());
        var chat = await ChatPage.OpenAsync(Product, await fixture.Browser.OpenAsync("fr-FR"));
        var bubble = chat.MachineMessages.Filter(new() { HasText = StreamedAnswer.First });
        await chat.SayAsync(StreamedAnswer.Question);
        answer.Write(1);
        await bubble.First.WaitForAsync();

        await Product.KillAsync();
        answer.Write(3);
        await Product.StartAgainAsync();

        await Assertions.Expect(bubble).ToContainTextAsync(StreamedAnswer.Third);
        await Assertions.Expect(bubble).ToHaveCountAsync(1);
        await chat.Page.ReloadAsync();
        await Assertions.Expect(bubble).ToContainTextAsync("Source");
        await Assertions.Expect(bubble).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task WebChat_PersonAcceptsInTheMiddle_TheMachineStopsInOneLine()
    {
        var desk = await DeskPage.OpenAsync(
            Product, await fixture.Browser.OpenAsync("fr-FR", storageState: await WebChatFixture.SignInAsync(Product, fixture.Browser)), "Sophie");
        var answer = fixture.Expect(StreamedAnswer.ForClient());
        var chat = await ChatPage.OpenAsync(Product, await fixture.Browser.OpenAsync("fr-FR"));
        await chat.SayAsync("je veux parler à une personne");
        var handoff = await desk.NextWaitingAsync(new HashSet<string>());
        await chat.SayAsync(StreamedAnswer.Question);
        answer.Write(1);
        await chat.MachineMessages.Filter(new() { HasText = StreamedAnswer.First }).First.WaitForAsync();

        await desk.AcceptAsync(handoff);

        await answer.BrokenOff.Task.WaitAsync(Patience.Generous);
        await Assertions.Expect(chat.MachineMessages.Filter(new() { HasText = "Je laisse la parole à Sophie." })).ToHaveCountAsync(1);
        await Assertions.Expect(chat.MachineMessages.Filter(new() { HasText = "Sophie prend le relais" })).ToHaveCountAsync(1);
        await Assertions.Expect(chat.MachineMessages.Filter(new() { HasText = StreamedAnswer.First })).ToHaveCountAsync(0);
        await desk.HearAsync(StreamedAnswer.Question);
        await ChromiumBrowser.SaveAsync(chat.Page, "chat-streaming-person");
    }

    internal static string? StreamId(JsonElement activity) => activity.GetProperty("channelData").GetProperty("streamId").GetString();

    internal static async Task<JsonElement> NextAsync(StreamReader stream, string type)
    {
        while (true)
        {
            var activity = await stream.NextAsync();
            if (activity.GetProperty("type").GetString() == type && activity.TryGetProperty("text", out _) && activity.GetProperty("from").GetProperty("role").GetString() == "bot")
                return activity;
        }
    }

    internal static async Task<JsonElement> StartAsync(HttpClient http)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", StreamingFixture.Secret);
        var token = await PostAsync(http, "v3/directline/tokens/generate", new { });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        return await PostAsync(http, "v3/directline/conversations", new { });
    }

    internal static async Task<JsonElement> PostAsync<T>(HttpClient http, string path, T body)
    {
        using var response = await http.PostAsJsonAsync(path, body);
        return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A client opens the chat, is welcomed and asks.</summary>
    private static async Task<(string Conversation, StreamReader Stream)> AskAsync(HttpClient http)
    {
        var started = await StartAsync(http);
        var stream = await StreamReader.OpenAsync(started.GetProperty("streamUrl").GetString()!);
        var conversation = $"v3/directline/conversations/{started.GetProperty("conversationId").GetString()}/activities";
        await PostAsync(http, conversation, new { type = "event", name = "webchat/join", value = new { language = "fr" }, from = new { id = "me" } });
        while (await stream.NextTextAsync() is not { } welcome || !welcome.Contains("automatique", StringComparison.Ordinal))
        {
        }

        await PostAsync(http, conversation, new { type = "message", text = StreamedAnswer.Question, from = new { id = "me" } });
        return (conversation, stream);
    }

    /// <summary>Welcomes a new person in Teams, so that their next message is answered and nothing else.</summary>
    private async Task<(StreamedAnswer Answer, Func<string, Task> Say)> BeginAsync(TeamsConnector teams, bool citesFirst = false)
    {
        var answer = fixture.Expect(StreamedAnswer.ForEmployee(citesFirst));
        var conversation = $"a:streaming-{Interlocked.Increment(ref s_last)}";
        var http = new HttpClient { BaseAddress = Product.BaseAddress };
        var count = 0;
        await Say("Bonjour");
        await teams.WaitAsync(chat => chat.Messages.Count >= 1);
        return (answer, Say);

        async Task Say(string text)
        {
            using var response = await http.PostAsJsonAsync("api/messages", new
            {
                type = "message",
                id = $"{conversation}-{++count}",
                timestamp = DateTimeOffset.UtcNow,
                serviceUrl = teams.ServiceUrl,
                channelId = "msteams",
                from = new { id = "29:" + conversation, name = "Ana" },
                conversation = new { conversationType = "personal", tenantId = "t", id = conversation },
                recipient = new { id = "28:bot", name = "Bot" },
                text,
                textFormat = "plain",
                locale = "fr-FR",
                channelData = new { tenant = new { id = "t" } },
            });
            response.EnsureSuccessStatusCode();
        }
    }
}
