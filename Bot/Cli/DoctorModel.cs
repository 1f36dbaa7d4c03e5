using System.Globalization;
using System.Text;
using System.Text.Json;
using AssistantBot.Bot.Models;
using Microsoft.Extensions.AI;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>doctor model</c>: one real call of the chat model, as the product makes them, and one of the embedding model when there is one; what fails
/// is explained. The key is never shown.
/// </summary>
/// <param name="configuration">Sections <c>Model</c> and <c>Embeddings</c>.</param>
/// <param name="time">The clock; the system's when null.</param>
internal sealed class DoctorModel(IConfiguration configuration, TimeProvider? time = null)
{
    private const int LongestAnswer = 2_000;
    private const int LongestShown = 80;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly JsonElement Schema = JsonDocument.Parse(
        """{"type":"object","properties":{"word":{"type":"string"}},"required":["word"],"additionalProperties":false}""").RootElement;

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Runs the command.</summary>
    /// <returns>0 when everything configured works, 1 when something does not or nothing is configured, 2 when the arguments are wrong.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args.Length > 0)
        {
            await output.WriteLineAsync("usage: doctor model");
            return 2;
        }

        var model = configuration.GetSection(ModelOptions.Section).Get<ModelOptions>() ?? new ModelOptions();
        var embeddings = (configuration.GetSection(EmbeddingOptions.Section).Get<EmbeddingOptions>() ?? new EmbeddingOptions()).InheritFrom(model);
        if (!model.IsConfigured && !embeddings.IsConfigured)
        {
            await output.WriteLineAsync("No model is configured: passages are quoted. Set Model:Provider, Model:Name and Model:ApiKey (docs/models.md).");
            return 1;
        }

        var chatWorks = await CheckChatAsync(model, output, cancellationToken);
        var embeddingsWork = await CheckEmbeddingsAsync(embeddings, output, cancellationToken);
        return chatWorks && embeddingsWork ? 0 : 1;
    }

    private async Task<bool> CheckChatAsync(ModelOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
        {
            await output.WriteLineAsync("Chat model: none; passages are quoted.");
            return true;
        }

        var valid = new ModelOptionsValidator().Validate(null, options);
        if (valid.Failed)
            return await ListAsync("Chat model", valid.Failures, output);
        var address = ModelProvider.Of(options.Provider).Address(options.Endpoint);
        await output.WriteLineAsync($"Chat model: {options.Provider} at {address}, '{options.Name}', {Key(options.ApiKey)}");
        using var client = ModelServiceCollectionExtensions.Connect(options, _time);
        var started = _time.GetTimestamp();
        TimeSpan? first = null;
        long? tokens = null;
        var text = new StringBuilder();
        try
        {
            using var limit = new CancellationTokenSource(LongestWait, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            await foreach (var update in client.GetStreamingResponseAsync(
                [new ChatMessage(ChatRole.System, "Reply with one JSON object only."), new ChatMessage(ChatRole.User, """Reply with {"word":"pong"}.""")],
                new ChatOptions { Temperature = 0, MaxOutputTokens = 1_000, ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "doctor") },
                both.Token).WithCancellation(both.Token))
            {
                if (update.Text.Length > 0)
                    first ??= _time.GetElapsedTime(started);
                text.Append(update.Text, 0, Math.Min(update.Text.Length, LongestAnswer - text.Length));
                tokens = update.Contents.OfType<UsageContent>().LastOrDefault()?.Details.TotalTokenCount ?? tokens;
                if (text.Length >= LongestAnswer)
                    break;
            }
        }
        // Explaining whatever a provider does wrong is what this command is for.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(ModelFailures.Explain(failure, ModelOptions.Section, address, options.Name!), output);
        }

        if (text.ToString().Trim().Length == 0)
            return await FailAsync(ModelFailures.Garbage(ModelOptions.Section, address), output);
        if (!text.ToString().Contains("pong", StringComparison.OrdinalIgnoreCase))
        {
            return await FailAsync(
                $"Wrong content: the model answered, but not what it was asked for ({Show(text.ToString())}). It may be too small, or no model that chats.", output);
        }

        var whole = _time.GetElapsedTime(started);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"  OK: first word after {first!.Value.TotalSeconds:0.0} s, done after {whole.TotalSeconds:0.0} s{(tokens is null ? "" : $", {tokens} tokens")}."));
        if (first > Slow)
            await output.WriteLineAsync("  Slow: people will often be answered by quoting instead. A smaller model, or Model:Reasoning=None, is quicker.");
        return true;
    }

    private async Task<bool> CheckEmbeddingsAsync(EmbeddingOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
        {
            await output.WriteLineAsync("Embeddings: none; questions are matched by words.");
            return true;
        }

        var valid = new EmbeddingOptionsValidator().Validate(null, options);
        if (valid.Failed)
            return await ListAsync("Embeddings", valid.Failures, output);
        var address = ModelProvider.Of(options.Provider).Address(options.Endpoint);
        await output.WriteLineAsync($"Embeddings: {options.Provider} at {address}, '{options.Name}', {Key(options.ApiKey)}");
        using var generator = new OpenAIEmbeddingGenerator(options, _time);
        var started = _time.GetTimestamp();
        try
        {
            using var limit = new CancellationTokenSource(LongestWait, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            var made = await generator.GenerateAsync(["pong"], cancellationToken: both.Token);
            if (made is not [{ Vector: { Length: > 0 } vector }])
                return await FailAsync(ModelFailures.Garbage(EmbeddingOptions.Section, address), output);
            var took = _time.GetElapsedTime(started);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  OK: {vector.Length} dimensions after {took.TotalSeconds:0.00} s."));
            if (took > options.Timeout)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  Slow: questions wait {options.Timeout.TotalSeconds:0.0} s at most (Embeddings:Timeout); later ones are matched by words alone."));
            return true;
        }
        // As above.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return await FailAsync(ModelFailures.Explain(failure, EmbeddingOptions.Section, address, options.Name!), output);
        }
    }

    private static async Task<bool> ListAsync(string what, IEnumerable<string> problems, TextWriter output)
    {
        await output.WriteLineAsync($"{what}: the settings are not complete.");
        foreach (var problem in problems)
            await output.WriteLineAsync("  " + problem);
        return false;
    }

    private static async Task<bool> FailAsync(string why, TextWriter output)
    {
        await output.WriteLineAsync("  FAILED. " + why);
        return false;
    }

    private static string Key(string? key) => string.IsNullOrWhiteSpace(key) ? "no key" : "key set";

    // What a stranger's server says is shown without what a terminal would obey.
    private static string Show(string text)
    {
        text = Knowledge.Loading.HiddenText.Remove(text).ReplaceLineEndings(" ");
        return "'" + (text.Length <= LongestShown ? text : text[..LongestShown] + "…") + "'";
    }
}
