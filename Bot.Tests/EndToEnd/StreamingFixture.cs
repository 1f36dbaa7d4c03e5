using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The product with a model, the stand-in for it, and a browser.</summary>
public sealed class StreamingFixture : IAsyncLifetime
{
    internal const string Secret = "a-secret-for-this-test-only-0123456789";

    private StreamedAnswer _answer = StreamedAnswer.ForClient();

    internal ProductProcess Product { get; private set; } = null!;

    internal ModelServer Model { get; private set; } = null!;

    internal ChromiumBrowser Browser { get; private set; } = null!;

    /// <summary>From now on the model answers as this says.</summary>
    internal StreamedAnswer Expect(StreamedAnswer answer)
    {
        Volatile.Write(ref _answer, answer);
        return answer;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Model = await ModelServer.StartAsync(request => Volatile.Read(ref _answer).Reply(request));
        Product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["DirectLine__Secret"] = Secret,
            ["Model__Provider"] = "OpenAICompatible",
            ["Model__Endpoint"] = Model.Endpoint,
            ["Model__ApiKey"] = ModelServer.Key,
            ["Model__Name"] = "test-model",
            // The model writes when the tests say so, and they take their time.
            ["Knowledge__Answering__Timeout"] = "00:02:00",
            ["Model__IdleTimeout"] = "00:02:00",
            ["Turns__Timeout"] = "00:05:00",
        });
        Browser = await ChromiumBrowser.StartAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Product.DisposeAsync();
        await Model.DisposeAsync();
    }
}
