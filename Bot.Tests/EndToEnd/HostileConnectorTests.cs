using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The real product before a connector that refuses, hangs and lies.</summary>
public sealed class HostileConnectorTests
{
    private const int Messages = 4;
    private static readonly string[] Deliverable = ["calm", "storm", "wordless", "limited", "precondition", "gateway", "drop", "late", "silent"];

    [Fact]
    public async Task Replies_ThroughStormsSilenceAndLies_AreAllShownInOrder_AndTwiceOnlyWhenTheAnswerWasAmbiguous()
    {
        await using var connector = await HostileConnector.StartAsync();
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["Connector__Timeout"] = "00:00:10",
            ["Outbox__FirstRetryDelay"] = "00:00:00.050",
            ["Outbox__MaxRetryDelay"] = "00:00:00.200",
        });
        using var http = new HttpClient { BaseAddress = product.BaseAddress };
        await Task.WhenAll(Deliverable.Append("blocked").Append("gone").Select(async name =>
        {
            for (var i = 0; i < (name == "limited" ? 12 : Messages); i++)
                await PostAsync(http, connector.ServiceUrl, $"{name}-1", $"{name}-m{i}");
        }));

        await UntilAsync(() => Deliverable.All(name => Seen(connector, name).Distinct().Count() == (name == "limited" ? 12 : Messages)));

        foreach (var name in Deliverable)
        {
            var seen = Seen(connector, name);
            Assert.Equal(Enumerable.Range(0, name == "limited" ? 12 : Messages).Select(i => $"{name}-m{i}"), seen.Distinct());
            Assert.Equal(name is "drop" or "late" ? Messages : 0, seen.Count - seen.Distinct().Count());
        }

        Assert.True(connector.ShownInSilence.Count >= 2 * Messages);
        Assert.Equal(1, connector.MostInFlightOfOneConversation);
        // The one that hung held up nobody else.
        var order = connector.Shown.ToList();
        Assert.True(order.FindLastIndex(shown => shown.Conversation == "calm-1") < order.FindIndex(shown => shown.Conversation == "silent-1"));

        // A refusal is never tried again by itself: each message of the person allows one attempt, however their turns and sends interleave.
        using var desk = await EnterDeskAsync(product);
        await UntilAsync(async () => (await desk.GetFromJsonAsync<JsonElement>("desk/api/queue")).GetProperty("parked").GetArrayLength() == 2);
        Assert.InRange(connector.Attempts("blocked-1"), 1, Messages);
        Assert.InRange(connector.Attempts("gone-1"), 1, Messages);

        // Who had blocked the bot writes again: what was held back comes first.
        connector.Unblocked = true;
        await PostAsync(http, connector.ServiceUrl, "blocked-1", $"blocked-m{Messages}");
        await UntilAsync(() => Seen(connector, "blocked").Count == Messages + 1);
        Assert.Equal(Enumerable.Range(0, Messages + 1).Select(i => $"blocked-m{i}"), Seen(connector, "blocked"));
    }

    private static List<string> Seen(HostileConnector connector, string name) =>
        [.. connector.Shown.Where(shown => shown.Conversation == $"{name}-1").Select(shown => shown.Message)];

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var deadline = new CancellationTokenSource(Patience.Generous);
        while (!await condition())
            Assert.True(await ticks.WaitForNextTickAsync(deadline.Token));
    }

    private static async Task<HttpClient> EnterDeskAsync(ProductProcess product)
    {
        var desk = new HttpClient { BaseAddress = product.BaseAddress };
        desk.DefaultRequestHeaders.Add("X-Requested-With", "assistantbot");
        using var entered = await desk.GetAsync(product.DeskLink);
        return desk;
    }

    private static async Task PostAsync(HttpClient http, string serviceUrl, string conversation, string id)
    {
        using var response = await http.PostAsJsonAsync("api/messages", new
        {
            type = "message",
            id,
            channelId = "msteams",
            serviceUrl,
            from = new { id = $"29:{conversation}", name = "Ana" },
            conversation = new { id = conversation, conversationType = "personal", tenantId = "t" },
            recipient = new { id = "28:bot" },
            text = "/version",
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
