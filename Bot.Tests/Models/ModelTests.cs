using AssistantBot.Bot.Models;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Models;

public sealed class ModelTests
{
    [Fact]
    public void AddModel_NoProvider_RegistersNoClient()
    {
        using var services = Build(new() { ["Model:Provider"] = "None" });

        Assert.Null(services.GetService<IChatClient>());
    }

    [Theory]
    [InlineData("OpenAI", null, null, "gpt", "Model:ApiKey is missing")]
    [InlineData("OpenAI", null, "sk-canary", null, "Model:Name is missing")]
    [InlineData("AzureOpenAI", null, "sk-canary", "gpt", "Model:Endpoint is missing")]
    [InlineData("OpenAICompatible", null, null, "m", "Model:Endpoint is missing")]
    [InlineData("MyServer", "https://x/v1", null, "m", "is not known")]
    [InlineData("OpenAICompatible", "https://x/v1?key=sk-canary", null, "m", "holds a query")]
    [InlineData("OpenAICompatible", "ftp://x", null, "m", "not an http or https address")]
    [InlineData("OpenAICompatible", "http://models.example/v1", "sk-canary", "m", "must be https")]
    [InlineData("OpenAICompatible", "https://user:sk-canary@models.example/v1", null, "m", "holds a user or password")]
    [InlineData("Mistral", null, "sk-canary\nX", "m", "blanks or line breaks")]
    public void AddModel_WrongSettings_SayWhatIsWrongWithoutTheKey(string provider, string? endpoint, string? key, string? name, string reason)
    {
        using var services = Build(new() { ["Model:Provider"] = provider, ["Model:Endpoint"] = endpoint, ["Model:ApiKey"] = key, ["Model:Name"] = name });

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ModelOptions>>().Value);

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenAI", "https://api.openai.com/v1")]
    [InlineData("mistral", "https://api.mistral.ai/v1")]
    [InlineData("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai")]
    [InlineData("Anthropic", "https://api.anthropic.com/")]
    [InlineData("Ollama", "http://localhost:11434/v1")]
    public void AddModel_KnownProvider_HasItsOwnAddress(string provider, string address)
    {
        using var services = Build(new() { ["Model:Provider"] = provider, ["Model:ApiKey"] = "k", ["Model:Name"] = "m" });

        Assert.Equal(address, services.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.ProviderUri!.ToString());
    }

    [Fact]
    public async Task GetResponse_CompatibleServer_SpeaksTheProtocol()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Says("Bonjour à vous."));
        using var services = Build(server);

        var response = await services.GetRequiredService<IChatClient>().GetResponseAsync(
            [new ChatMessage(ChatRole.System, "rules"), new ChatMessage(ChatRole.User, "hello")], new ChatOptions { Temperature = 0, MaxOutputTokens = 50 });

        Assert.Equal(("Bonjour à vous.", 15L), (response.Text, response.Usage!.TotalTokenCount));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("rules", "hello", "/v1/chat/completions"), (request.System, request.User, request.Path));
        Assert.Equal(50, request.Body.GetProperty("max_tokens").GetInt32());
        Assert.False(request.Body.TryGetProperty("max_completion_tokens", out _));
        Assert.Equal("test-model", request.Body.GetProperty("model").GetString());
    }

    [Fact]
    public async Task GetStreamingResponse_CompatibleServer_GivesEachPieceAsItComes()
    {
        var second = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Streams("un ", "deux") with
        {
            BeforePiece = (index, token) => index == 1 ? second.Task.WaitAsync(token) : Task.CompletedTask,
        });
        using var services = Build(server);

        List<string> pieces = [];
        await foreach (var update in services.GetRequiredService<IChatClient>().GetStreamingResponseAsync("compte"))
        {
            if (update.Text.Length > 0)
                pieces.Add(update.Text);
            second.TrySetResult();
        }

        Assert.Equal(["un ", "deux"], pieces);
    }

    [Fact]
    public async Task GetResponse_Azure_SendsTheKeyInItsHeaderToTheV1Path()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Says("ok"));
        using var services = Build(server, "AzureOpenAI", server.Endpoint[..^"/v1".Length]);

        await services.GetRequiredService<IChatClient>().GetResponseAsync("hello", new ChatOptions { MaxOutputTokens = 50 });

        var request = Assert.Single(server.Requests);
        Assert.Equal("/openai/v1/chat/completions", request.Path);
        Assert.Equal(ModelServer.Key, request.Headers["api-key"]);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Equal(50, request.Body.GetProperty("max_completion_tokens").GetInt32());
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(429, 1)]
    [InlineData(500, 2)]
    public async Task GetResponse_ServerRefuses_ThrowsWithStatusAndWithoutTheServersWords(int status, int calls)
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Fails(status));
        using var services = Build(server);

        var failure = await Assert.ThrowsAsync<ModelRefusedException>(
            () => services.GetRequiredService<IChatClient>().GetResponseAsync("secret question"));

        Assert.Equal(status, (int)failure.StatusCode!);
        Assert.DoesNotContain("secret question", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(calls, server.Requests.Count);
    }

    [Fact]
    public async Task GetResponse_NobodyListens_ThrowsWithoutStatus()
    {
        using var services = Build(new()
        {
            ["Model:Provider"] = "OpenAICompatible", ["Model:Endpoint"] = "http://127.0.0.1:9/v1", ["Model:Name"] = "m", ["Model:ApiKey"] = ModelServer.Key,
        });

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => services.GetRequiredService<IChatClient>().GetResponseAsync("hello"));

        Assert.Null(failure.StatusCode);
        Assert.DoesNotContain(ModelServer.Key, failure.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Build(ModelServer server, string provider = "OpenAICompatible", string? endpoint = null) => Build(new()
    {
        ["Model:Provider"] = provider,
        ["Model:Endpoint"] = endpoint ?? server.Endpoint,
        ["Model:ApiKey"] = ModelServer.Key,
        ["Model:Name"] = "test-model",
    });

    private static ServiceProvider Build(Dictionary<string, string?> settings) =>
        new ServiceCollection().AddModel(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
}
