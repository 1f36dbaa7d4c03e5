using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace AssistantBot.Tests.Support;

/// <summary>Somebody who writes to the product over HTTP, as its own page does.</summary>
internal sealed class ChatVisitor : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;
    private readonly string? _name;
    private string _watermark = "";
    private int _posted;

    private ChatVisitor(HttpClient http, string conversation, string? name)
    {
        _http = http;
        Conversation = conversation;
        _name = name;
    }

    /// <summary>Id of the conversation.</summary>
    public string Conversation { get; }

    /// <summary>Begins a conversation.</summary>
    /// <param name="product">Where the product listens.</param>
    /// <param name="isEmployee">True for a member of the organisation, which local mode believes.</param>
    /// <param name="name">The name that comes with each message.</param>
    public static async Task<ChatVisitor> StartAsync(Uri product, bool isEmployee = false, string? name = null)
    {
        var http = new HttpClient { BaseAddress = product, Timeout = Patience.Generous };
        http.DefaultRequestHeaders.Add("X-Requested-With", "assistantbot");
        using var token = await http.PostAsJsonAsync("chat/token", new { @as = isEmployee ? "employee" : null });
        var body = await token.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body.GetProperty("token").GetString());
        using var started = await http.PostAsJsonAsync("v3/directline/conversations", new { });
        started.EnsureSuccessStatusCode();
        return new ChatVisitor(http, body.GetProperty("conversationId").GetString()!, name);
    }

    /// <summary>Says something and returns all that the bot answers, in order: its reply to the next message marks where that ends.</summary>
    public async Task<IReadOnlyList<JsonElement>> AskAsync(string text)
    {
        await PostAsync(text);
        return await ReadUntilAsync(await PostAsync("/version"));
    }

    /// <summary>Waits for the reply to a message and returns what the bot said before it and was not returned yet.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadUntilAsync(string message)
    {
        List<JsonElement> replies = [];
        using var patience = new CancellationTokenSource(Patience.Generous);
        using var looks = new PeriodicTimer(Look);
        while (true)
        {
            foreach (var activity in await ReadAsync())
            {
                if (activity.TryGetProperty("replyToId", out var id) && id.GetString() == message)
                    return replies;
                if (activity.GetProperty("from").GetProperty("role").GetString() != "user")
                    replies.Add(activity);
            }

            Assert.True(await looks.WaitForNextTickAsync(patience.Token));
        }
    }

    /// <summary>Says something; an answer that the product is busy is heeded.</summary>
    /// <returns>The message's id.</returns>
    public async Task<string> PostAsync(string text)
    {
        using var looks = new PeriodicTimer(Look);
        using var patience = new CancellationTokenSource(Patience.Generous);
        while (true)
        {
            using var response = await TryPostAsync(text);
            if (response.StatusCode == HttpStatusCode.OK)
                return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            Assert.True(response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"answered {response.StatusCode}");
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Says something once, whatever comes of it.</summary>
    public Task<HttpResponseMessage> TryPostAsync(string text) => _http.PostAsJsonAsync(
        $"v3/directline/conversations/{Conversation}/activities",
        // Every visitor numbers its messages alike.
        new { type = "message", text, from = new { id = "me", name = _name }, channelData = new { clientActivityID = $"m{++_posted}" } });

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<IReadOnlyList<JsonElement>> ReadAsync()
    {
        var set = await _http.GetFromJsonAsync<JsonElement>($"v3/directline/conversations/{Conversation}/activities?watermark={_watermark}");
        _watermark = set.GetProperty("watermark").GetString() ?? _watermark;
        return [.. set.GetProperty("activities").EnumerateArray().Where(activity => activity.GetProperty("type").GetString() == "message")];
    }
}
