using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AssistantBot.Bot.Models;

/// <summary>Turns every answer that is not a success into a <see cref="ModelRefusedException"/>, so that no package reads or repeats what it says.</summary>
internal sealed partial class RefusalHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int LongestError = 16 * 1024;
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(1);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            throw new ModelRefusedException(
                response.StatusCode, await ReadCodeAsync(response.Content, cancellationToken), RetryAfter(response.Headers.RetryAfter));
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private async Task<string?> ReadCodeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestRead, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(both.Token);
            var bytes = new byte[LongestError];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, both.Token);
            using var json = JsonDocument.Parse(bytes.AsMemory(0, read));
            var root = json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.GetArrayLength() > 0 ? json.RootElement[0] : json.RootElement;
            var error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var inner) ? inner : root;
            return Text(error, "code") ?? Text(error, "status") ?? Text(error, "type");
        }
        // What cannot be read says nothing; the status says enough.
        catch (Exception failure) when (failure is JsonException or IOException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text && Identifier().IsMatch(text)
            ? text
            : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z_]{2,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
