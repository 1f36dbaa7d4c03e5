using System.Net;
using System.Net.Sockets;
using AssistantBot.Bot.Cli;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace AssistantBot.Tests.Bot.Cli;

public sealed class DoctorModelTests
{
    [Theory]
    [InlineData("OpenAI")]
    [InlineData("AzureOpenAI")]
    [InlineData("Anthropic")]
    [InlineData("OpenAICompatible")]
    public async Task Doctor_ModelWorks_SaysSo(string provider)
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Says("""{"word":"pong"}"""));

        var (code, text) = await RunAsync(("Model:Provider", provider), ("Model:Endpoint", provider == "AzureOpenAI" ? server.Endpoint[..^3] : server.Endpoint),
            ("Model:ApiKey", ModelServer.Key), ("Model:Name", "m"), ("Embeddings:Provider", provider == "Anthropic" ? "None" : provider), ("Embeddings:Name", "e"));

        Assert.True(code == 0, text);
        Assert.Contains("OK: first word after", text, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        if (provider != "Anthropic")
        {
            Assert.Contains("3 dimensions", text, StringComparison.Ordinal);
            Assert.Single(server.EmbeddingRequests);
        }
    }

    [Theory]
    [InlineData(401, null, "Key refused")]
    [InlineData(403, null, "Not allowed")]
    [InlineData(404, null, "no model 'm'")]
    [InlineData(400, "unsupported_parameter", "StructuredOutput=Prompt")]
    [InlineData(429, null, "limits this account")]
    [InlineData(429, "insufficient_quota", "No credit")]
    [InlineData(500, null, "provider's own error")]
    [InlineData(529, "overloaded_error", "529, overloaded_error")]
    [InlineData(302, null, "Sent elsewhere")]
    public async Task Doctor_ProviderRefuses_ExplainsWhyWithoutKeyOrTheServersWords(int status, string? error, string why)
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Fails(status, code: error));

        var (code, text) = await RunAsync(server);

        Assert.Equal(1, code);
        Assert.Contains("FAILED. ", text, StringComparison.Ordinal);
        Assert.Contains(why, text, StringComparison.Ordinal);
        Assert.DoesNotContain("had an error while processing", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", "Not a model's answer")]
    [InlineData("data: {\"choices\":7}\n\n", "Not a model's answer")]
    [InlineData("", "Not a model's answer")]
    public async Task Doctor_GarbageWithStatus200_ExplainsIt(string body, string why)
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Sends(body));

        var (code, text) = await RunAsync(server);

        Assert.Equal(1, code);
        Assert.Contains(why, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_WrongContent_ShowsItWithoutWhatATerminalObeys()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Says("\u001B[2J\u202E banana"));

        var (code, text) = await RunAsync(server);

        Assert.Equal(1, code);
        Assert.Contains("Wrong content", text, StringComparison.Ordinal);
        Assert.Contains("banana", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', text);
        Assert.DoesNotContain('\u202E', text);
    }

    [Fact]
    public async Task Doctor_ModelHangs_SaysTooSlow()
    {
        var time = new ManualTimeProvider();
        await using var server = await ModelServer.StartAsync(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return new ModelServerReply { HangsBeforeHeaders = true };
        });

        var (code, text) = await RunAsync(server, time);

        Assert.Equal(1, code);
        Assert.Contains("Too slow", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_ConnectionCut_SaysSo()
    {
        await using var server = await ModelServer.StartAsync(_ => ModelServerReply.Streams("{") with { Cuts = true });

        var (code, text) = await RunAsync(server);

        Assert.Equal(1, code);
        Assert.Contains("Cut off", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NobodyListens_SaysHowToStart()
    {
        var (code, text) = await RunAsync(("Model:Provider", "Ollama"), ("Model:Endpoint", $"http://127.0.0.1:{LoopbackPort.Free()}/v1"), ("Model:Name", "m"));

        Assert.Equal(1, code);
        Assert.Contains("nothing listens", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoSuchHost_SaysSo()
    {
        // The .invalid domain never resolves (RFC 2606).
        var (code, text) = await RunAsync(("Model:Provider", "OpenAICompatible"), ("Model:Endpoint", "https://models.invalid/v1"), ("Model:Name", "m"), ("Model:ApiKey", ModelServer.Key));

        Assert.Equal(1, code);
        Assert.Contains("cannot be resolved", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_PlainServerBehindHttps_SaysTls()
    {
        using var plain = new TcpListener(IPAddress.Loopback, 0);
        plain.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await plain.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        });

        var (code, text) = await RunAsync(
            ("Model:Provider", "OpenAICompatible"), ("Model:Endpoint", $"https://127.0.0.1:{((IPEndPoint)plain.LocalEndpoint).Port}/v1"), ("Model:Name", "m"), ("Model:ApiKey", ModelServer.Key));
        await serving;

        Assert.Equal(1, code);
        Assert.Contains("TLS", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoKey_NamesTheSetting()
    {
        var (code, text) = await RunAsync(("Model:Provider", "Mistral"), ("Model:Name", "m"));

        Assert.Equal(1, code);
        Assert.Contains("Model:ApiKey is missing", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NothingConfigured_SaysWhatToSet()
    {
        var (code, text) = await RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("Model:Provider", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_Arguments_AreWrongUsage() =>
        Assert.Equal(2, await new DoctorModel(new ConfigurationBuilder().Build()).RunAsync(["x"], new StringWriter(), CancellationToken.None));

    private static Task<(int Code, string Text)> RunAsync(ModelServer server, TimeProvider? time = null) => RunAsync(
        time, ("Model:Provider", "OpenAICompatible"), ("Model:Endpoint", server.Endpoint), ("Model:ApiKey", ModelServer.Key), ("Model:Name", "m"));

    private static Task<(int Code, string Text)> RunAsync(params (string Key, string Value)[] settings) => RunAsync(null, settings);

    private static async Task<(int Code, string Text)> RunAsync(TimeProvider? time, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();
        var output = new StringWriter();
        var code = await new DoctorModel(configuration, time).RunAsync([], output, CancellationToken.None);
        Assert.DoesNotContain(ModelServer.Key, output.ToString(), StringComparison.Ordinal);
        return (code, output.ToString());
    }
}
