using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff.OnCall;

/// <summary>
/// Tells the configured address of every step of the on-call chain: an outbox row like any other, so it survives a crash and is tried again.
/// Signed as the Standard Webhooks specification says (standardwebhooks.com): headers <c>webhook-id</c>, <c>webhook-timestamp</c> (seconds) and
/// <c>webhook-signature</c> = <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c>. A receiver refuses another signature, a time
/// stamp more than five minutes off, and an id it has seen. Nothing of the person is in it: who they are is read where assistants sign in.
/// </summary>
internal sealed class OnCallWebhook : IChannelSender, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    private readonly OnCallOptions _options;
    private readonly TimeProvider _time;

    public OnCallWebhook(IOptions<HandoffOptions> options, TimeProvider time)
    {
        _options = options.Value.OnCall;
        _time = time;
    }

    /// <summary>What the address is told.</summary>
    public static Activity Alert(HandoffRequest request, HandoffSignal signal) => Activity.CreateEvent(
        HandoffSignals.OnCall,
        JsonSerializer.SerializeToElement(
            new OnCallAlert("danger-to-life", request.Id, request.Reference, request.State.ToString(), request.Language, request.CreatedAt, signal.ActorId, signal.ActorName),
            HandoffJson.Default.OnCallAlert));

    /// <inheritdoc/>
    public bool Serves(string channelId) => channelId == ChannelIds.Webhook;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Activity?.Value is not { } value || _options.Webhook.Length == 0)
            return new(SendOutcomeKind.ParkRow) { Detail = "There is nothing to send, or no webhook is configured any more." };
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var request = Sign(item.Id, value.GetRawText());
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            return OutcomeOf(response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(SendOutcomeKind.Ambiguous) { Detail = "The webhook did not answer in time." };
        }
        catch (HttpRequestException failure)
        {
            var notSent = failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new(notSent ? SendOutcomeKind.Retry : SendOutcomeKind.Ambiguous) { Detail = $"Webhook: {failure.HttpRequestError}" };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    internal static string Signature(string secret, string id, string timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    // The row's id: the same at every attempt, so that a receiver knows a repetition.
    private HttpRequestMessage Sign(long row, string body)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"on-call-{row}");
        var timestamp = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new HttpRequestMessage(HttpMethod.Post, _options.Webhook)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            Headers = { { "webhook-id", id }, { "webhook-timestamp", timestamp }, { "webhook-signature", Signature(_options.WebhookSecret, id, timestamp, body) } },
        };
    }

    private static SendOutcome OutcomeOf(HttpResponseMessage response)
    {
        var kind = (int)response.StatusCode switch
        {
            >= 200 and < 300 => SendOutcomeKind.Delivered,
            429 or 503 => SendOutcomeKind.Retry,
            408 or >= 500 => SendOutcomeKind.Ambiguous,
            _ => SendOutcomeKind.ParkRow,
        };
        return new(kind) { Detail = kind is SendOutcomeKind.Delivered ? null : $"Webhook: {(int)response.StatusCode}", RetryAfter = response.Headers.RetryAfter?.Delta };
    }
}
