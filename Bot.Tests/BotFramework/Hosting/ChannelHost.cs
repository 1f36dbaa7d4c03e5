using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.Hosting;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Tests.BotFramework.Hosting;

/// <summary>The channels' endpoints on a real Kestrel on loopback, over the fake engine unless another is given.</summary>
internal sealed class ChannelHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests-0123456789";

    private readonly WebApplication _app;

    private ChannelHost(WebApplication app, FakeTurnEngine engine)
    {
        _app = app;
        Engine = engine;
        Address = new Uri(app.Urls.First());
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public FakeTurnEngine Engine { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<ChannelHost> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null, string environment = "Development", Action<IServiceCollection>? engineServices = null)
    {
        var engine = new FakeTurnEngine();
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = environment });
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["urls"] = "http://127.0.0.1:0", ["DirectLine:Secret"] = Secret });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting();
        if (engineServices is null)
        {
            builder.Services.AddSingleton<ITurnDispatcher>(engine).AddSingleton<ITranscriptStore>(engine)
                .AddSingleton<IConversationSignals>(engine).AddSingleton<IInstallationSecrets>(engine).AddSingleton<IAttachmentStore>(engine);
        }

        engineServices?.Invoke(builder.Services);
        configure?.Invoke(builder.Services);
        builder.Services.AddBotFrameworkAuthentication().AddConnector().AddDirectLine();
        var app = builder.Build();
        try
        {
            app.UseLocalModeGuard();
            app.UseRouting();
            app.MapBotMessages();
            app.MapDirectLine();
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, engine);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null, string? json = null, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        with?.Invoke(request);
        return await Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string? bearer, string? json, Action<HttpRequestMessage>? with = null) =>
        SendAsync(HttpMethod.Post, path, bearer, json, with);

    public async Task<JsonElement> PostJsonAsync(string path, string? bearer, string? json)
    {
        using var response = await PostAsync(path, bearer, json);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A token with its conversation, started.</summary>
    public async Task<(string Conversation, string Token, string StreamUrl)> StartConversationAsync(string body = """{"user":{"id":"dl_alice","name":"Alice"}}""")
    {
        var token = await PostJsonAsync("/v3/directline/tokens/generate", Secret, body);
        var started = await PostJsonAsync("/v3/directline/conversations", token.GetProperty("token").GetString(), "{}");
        return (started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!, started.GetProperty("streamUrl").GetString()!);
    }

    /// <summary>Stops as on SIGTERM; disposing alone ends like a crash.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
