using System.Collections.Concurrent;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Handoff.OnCall;

/// <summary>The signed call of the on-call chain, over real HTTP to a receiver on loopback.</summary>
public sealed class OnCallWebhookTests : IAsyncLifetime
{
    private const string Secret = "a-secret-of-this-test";

    private readonly ConcurrentQueue<(string Id, string Timestamp, string Signature, string Body)> _received = new();
    private readonly Queue<int> _answers = new();
    private WebApplication _receiver = null!;
    private string _address = "";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/pager", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var headers = http.Request.Headers;
            _received.Enqueue((headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, await reader.ReadToEndAsync()));
            return Results.StatusCode(_answers.TryDequeue(out var status) ? status : 204);
        });
        await _receiver.StartAsync();
        _address = _receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/pager";
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task Danger_OutOfHours_CallsTheWebhookOnce_Signed_WithNothingOfThePerson()
    {
        await using var engine = await OfficeEngine.StartAsync(
            more: [("Handoff:OnCall:Webhook", _address), ("Handoff:OnCall:WebhookSecret", Secret), ("Handoff:Hours:Days:Monday", ""), ("Handoff:Hours:Days:Tuesday", "")]);

        await engine.SayAsync("c", "Je suis sur un pont et je veux en finir");
        await engine.IdleAsync();

        var (id, timestamp, signature, body) = Assert.Single(_received);
        Assert.Equal(OnCallWebhook.Signature(Secret, id, timestamp, body), signature);
        Assert.InRange(DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, System.Globalization.CultureInfo.InvariantCulture)), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        var request = await engine.RequestAsync("c");
        using var alert = JsonDocument.Parse(body);
        Assert.Equal(("danger-to-life", request.Id, request.Reference), (alert.RootElement.GetProperty("type").GetString(), alert.RootElement.GetProperty("handoffId").GetString(), alert.RootElement.GetProperty("reference").GetString()));
        Assert.DoesNotContain("pont", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", body, StringComparison.Ordinal);
        Assert.Contains(await engine.Handoffs.ReadEventsAsync(request.Id, CancellationToken.None), line => line.Kind == HandoffEventKind.OnCallAlerted);
    }

    [Theory]
    [InlineData(204, SendOutcomeKind.Delivered)]
    [InlineData(429, SendOutcomeKind.Retry)]
    [InlineData(503, SendOutcomeKind.Retry)]
    [InlineData(500, SendOutcomeKind.Ambiguous)]
    [InlineData(302, SendOutcomeKind.ParkRow)]
    [InlineData(404, SendOutcomeKind.ParkRow)]
    public async Task Answers_BecomeOutcomes_AndARepetitionKeepsItsId(int status, SendOutcomeKind kind)
    {
        using var webhook = Webhook(_address);
        _answers.Enqueue(status);

        Assert.Equal(kind, (await webhook.SendAsync(Item(7), CancellationToken.None)).Kind);
        await webhook.SendAsync(Item(7), CancellationToken.None);

        Assert.Equal(2, _received.Count);
        Assert.Single(_received.Select(call => call.Id).Distinct());
    }

    [Fact]
    public async Task NobodyListening_IsTriedAgain()
    {
        using var webhook = Webhook($"http://127.0.0.1:{AssistantBot.Tests.Support.LoopbackPort.Free()}/");

        Assert.Equal(SendOutcomeKind.Retry, (await webhook.SendAsync(Item(1), CancellationToken.None)).Kind);
    }

    [Fact]
    public void Signature_CoversIdTimeBodyAndSecret()
    {
        const string Body = """{"type":"danger-to-life"}""";
        var signature = OnCallWebhook.Signature(Secret, "on-call-1", "1731705121", Body);

        Assert.Matches("^v1,[A-Za-z0-9+/]{43}=$", signature);
        Assert.Equal(signature, OnCallWebhook.Signature(Secret, "on-call-1", "1731705121", Body));
        Assert.NotEqual(signature, OnCallWebhook.Signature(Secret, "on-call-2", "1731705121", Body));
        Assert.NotEqual(signature, OnCallWebhook.Signature(Secret, "on-call-1", "1731705122", Body));
        Assert.NotEqual(signature, OnCallWebhook.Signature(Secret, "on-call-1", "1731705121", Body + " "));
        Assert.NotEqual(signature, OnCallWebhook.Signature(Secret + "x", "on-call-1", "1731705121", Body));
    }

    private static OnCallWebhook Webhook(string address)
    {
        var options = new HandoffOptions();
        (options.OnCall.Webhook, options.OnCall.WebhookSecret) = (address, Secret);
        return new OnCallWebhook(Options.Create(options), TimeProvider.System);
    }

    private static OutboxItem Item(long id) => new(
        id, OutboxOperation.Send, new ConversationReference { ChannelId = ChannelIds.Webhook },
        Activity.CreateEvent("handoff/on-call-alert", JsonSerializer.SerializeToElement(new { type = "danger-to-life" })), null, null);
}
