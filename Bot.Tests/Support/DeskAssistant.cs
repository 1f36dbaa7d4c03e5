using System.Net.Http.Json;
using System.Text.Json;

namespace AssistantBot.Tests.Support;

/// <summary>An assistant at the desk of a product that runs, over HTTP.</summary>
internal sealed class DeskAssistant : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;

    private DeskAssistant(HttpClient http) => _http = http;

    /// <summary>Enters by the one-time link that the product printed.</summary>
    public static async Task<DeskAssistant> EnterAsync(ProductProcess product)
    {
        var http = new HttpClient { BaseAddress = product.BaseAddress, Timeout = Patience.Generous };
        http.DefaultRequestHeaders.Add("X-Requested-With", "assistantbot");
        using var entered = await http.GetAsync(product.DeskLink);
        entered.EnsureSuccessStatusCode();
        return new DeskAssistant(http);
    }

    /// <summary>Waits until a person of this conversation waits, and returns the handoff's id.</summary>
    public async Task<string> WaitForAsync(Func<JsonElement, bool> isMeant)
    {
        using var looks = new PeriodicTimer(Look);
        using var patience = new CancellationTokenSource(Patience.Generous);
        while (true)
        {
            var waiting = (await QueueAsync()).GetProperty("waiting").EnumerateArray().Where(isMeant).ToList();
            if (waiting.Count > 0)
                return waiting[0].GetProperty("id").GetString()!;
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Everything the left column shows.</summary>
    public Task<JsonElement> QueueAsync() => _http.GetFromJsonAsync<JsonElement>("desk/api/queue");

    /// <summary>Does something with a handoff.</summary>
    public async Task DoAsync(string handoff, string command, string? text = null)
    {
        using var done = await _http.PostAsJsonAsync($"desk/api/handoffs/{handoff}/{command}", new { commandId = Guid.NewGuid().ToString("n"), text });
        Assert.True(done.IsSuccessStatusCode, $"{command}: {done.StatusCode} {await done.Content.ReadAsStringAsync()}");
    }

    /// <summary>Posts to the knowledge page's interface.</summary>
    public async Task<JsonElement> WriteKnowledgeAsync(string action, object body)
    {
        using var done = await _http.PostAsJsonAsync($"desk/api/knowledge/{action}", body);
        Assert.True(done.IsSuccessStatusCode, $"{action}: {done.StatusCode} {await done.Content.ReadAsStringAsync()}");
        return await done.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
