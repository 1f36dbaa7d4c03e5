using System.Text.Json;
using AssistantBot.Bot.Models;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.AI;

namespace AssistantBot.Tests.Models;

public sealed class ProviderTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse("""{"type":"object","properties":{"word":{"type":"string"}},"required":["word"],"additionalProperties":false}""").RootElement;

    public static TheoryData<string> Providers => ["OpenAI", "AzureOpenAI", "Mistral", "Gemini", "Anthropic", "Ollama", "OpenAICompatible"];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stream_EveryProvider_IsAskedAsItWantsToBe(string provider)
    {
        await using var server = await StartAsync(provider, _ => ModelServerReply.Streams("Bon", "jour"));
        using var client = Connect(server, provider);

        var updates = await client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.System, "rules"), new ChatMessage(ChatRole.User, "hello")],
            new ChatOptions { Temperature = 0, MaxOutputTokens = 50, ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "reply") }).ToListAsync();

        Assert.Equal("Bonjour", string.Concat(updates.Select(update => update.Text)));
        var request = Assert.Single(server.Requests);
        Assert.Equal(("rules", "hello", true), (request.System, request.User, request.IsStreaming));
        Assert.Equal(
            provider switch { "Anthropic" => "/v1/messages", "AzureOpenAI" => "/openai/v1/chat/completions", _ => "/v1/chat/completions" }, request.Path);
        Assert.Equal(provider == "AzureOpenAI", request.Headers.ContainsKey("api-key"));
        Assert.Equal(provider is "OpenAI" or "AzureOpenAI", request.Body.TryGetProperty("max_completion_tokens", out _));
        Assert.Equal(provider is not ("OpenAI" or "AzureOpenAI"), request.Body.TryGetProperty("max_tokens", out _));
        Assert.Equal(provider is "Mistral" or "Ollama" or "OpenAICompatible", request.Body.TryGetProperty("temperature", out _));
        Assert.False(request.Body.TryGetProperty("tools", out _));
        Assert.Equal(provider is not ("OpenAICompatible" or "Anthropic"), request.Body.TryGetProperty("response_format", out var format));
        if (format.ValueKind == JsonValueKind.Object)
            Assert.Equal("json_schema", format.GetProperty("type").GetString());
        if (provider == "Anthropic")
            Assert.Equal("json_schema", request.Body.GetProperty("output_config").GetProperty("format").GetProperty("type").GetString());
        // Mistral refuses to be asked for the count.
        if (provider != "Mistral")
            Assert.Equal(15, Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>(), usage => usage.Details.TotalTokenCount is 15).Details.TotalTokenCount);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stream_ModelCallsATool_SaysItsTextAndNothingElse(string provider)
    {
        await using var server = await StartAsync(provider, _ => ModelServerReply.Streams("Bonjour") with { CallsTool = "accept_handoff" });
        using var client = Connect(server, provider);

        Assert.Equal("Bonjour", (await client.GetStreamingResponseAsync("hello").ToChatResponseAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stream_ProviderRefuses_GivesStatusCodeAndWaitWithoutItsWords(string provider)
    {
        await using var server = await StartAsync(provider, _ => ModelServerReply.Fails(429, retryAfter: 7, code: "rate_limit_error"));
        using var client = Connect(server, provider);

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(() => client.GetStreamingResponseAsync("secret question").ToChatResponseAsync());

        Assert.Equal((429, "rate_limit_error", TimeSpan.FromSeconds(7)), ((int)refused.StatusCode!, refused.Code, refused.RetryAfter));
        Assert.DoesNotContain("secret question", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ModelServer.Key, refused.ToString(), StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stream_ConnectionCutInTheMiddle_Throws(string provider)
    {
        await using var server = await StartAsync(provider, _ => ModelServerReply.Streams("Bon") with { Cuts = true });
        using var client = Connect(server, provider);

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync());
    }

    [Fact]
    public async Task Stream_AnthropicEndsInAnErrorEvent_ThrowsWithoutItsWords()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Streams("Bon") with { ErrorCode = "overloaded_error" });
        using var client = Connect(server, "Anthropic");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync());

        Assert.DoesNotContain("Overloaded", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_StrictServerMeetsAnotherProvidersFields_RefusesThem()
    {
        // The stand-in is as strict as Mistral: what we send it elsewhere would be refused.
        await using var server = await StartAsync("Mistral", _ => ModelServerReply.Says("ok"));
        using var client = Connect(server, "OpenAI");

        var refused = await Assert.ThrowsAsync<ModelRefusedException>(
            () => client.GetStreamingResponseAsync("hello", new ChatOptions { MaxOutputTokens = 5 }).ToChatResponseAsync());

        Assert.Equal(422, (int)refused.StatusCode!);
    }

    [Theory]
    [InlineData("OpenAI", "reasoning_effort")]
    [InlineData("Anthropic", "thinking")]
    public async Task Stream_ReasoningConfigured_IsSentInTheProvidersWay(string provider, string field)
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Says("ok"));
        using var client = Connect(server, provider, options => options.Reasoning = "None");

        await client.GetStreamingResponseAsync("hello").ToChatResponseAsync();

        Assert.True(Assert.Single(server.Requests).Body.TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Redirect_IsNotFollowedWithTheKey()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Fails(302));
        using var client = Connect(server, "OpenAI");

        Assert.Equal(302, (int)(await Assert.ThrowsAsync<ModelRefusedException>(() => client.GetStreamingResponseAsync("hello").ToChatResponseAsync())).StatusCode!);
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("AzureOpenAI")]
    [InlineData("Mistral")]
    [InlineData("Gemini")]
    [InlineData("Ollama")]
    [InlineData("OpenAICompatible")]
    public async Task Embeddings_EveryProviderThatMakesThem_GivesTheVectorsInOrder(string provider)
    {
        await using var server = await StartAsync(provider, null);
        server.Embed = text => [text.Length, 1];
        using var generator = new OpenAIEmbeddingGenerator(
            new EmbeddingOptions { Provider = provider, Endpoint = Endpoint(server, provider), ApiKey = ModelServer.Key, Name = "embed" }, TimeProvider.System);

        var made = await generator.GenerateAsync(["a", "bcd"]);

        Assert.Equal([1f, 3f], made.Select(embedding => embedding.Vector.Span[0]));
        Assert.EndsWith("/v1/embeddings", Assert.Single(server.EmbeddingRequests).Path, StringComparison.Ordinal);
    }

    private static async Task<ModelServer> StartAsync(string provider, Func<ModelServerRequest, ModelServerReply>? script)
    {
        var server = await ModelServer.StartAsync(script);
        server.RefusedFields = provider == "Mistral" ? ModelServer.RefusedByMistral : [];
        return server;
    }

    private static string Endpoint(ModelServer server, string provider) => provider == "AzureOpenAI" ? server.Endpoint[..^"/v1".Length] : server.Endpoint;

    private static IChatClient Connect(ModelServer server, string provider, Action<ModelOptions>? configure = null)
    {
        var options = new ModelOptions { Provider = provider, Endpoint = Endpoint(server, provider), ApiKey = ModelServer.Key, Name = "test-model" };
        configure?.Invoke(options);
        return ModelServiceCollectionExtensions.Connect(options, TimeProvider.System);
    }
}
