namespace AssistantBot.Bot.Models;

/// <summary>What distinguishes a provider from the next: where it is and how it wants to be asked.</summary>
/// <param name="Name">As written in <c>Model:Provider</c>.</param>
/// <param name="Endpoint">Its own address, or null when it must be configured.</param>
/// <param name="NeedsKey">True when it answers nobody without a key.</param>
internal sealed record ModelProvider(string Name, string? Endpoint, bool NeedsKey)
{
    public const string Anthropic = "Anthropic";

    /// <summary>
    /// Every provider. Mistral refuses fields it does not know (422), <c>stream_options</c> and <c>max_completion_tokens</c> among them, and counts tokens
    /// without being asked; OpenAI's newer models refuse a temperature, and Gemini's are to be left at their own.
    /// </summary>
    private static readonly ModelProvider[] Known =
    [
        new("OpenAI", "https://api.openai.com/v1", true) { UsesMaxCompletionTokens = true, TakesTemperature = ["gpt-4", "gpt-3.5", "chatgpt-4"] },
        new("AzureOpenAI", null, true)
        {
            UsesMaxCompletionTokens = true, TakesTemperature = ["gpt-4", "gpt-3.5", "gpt-35"], PathAfterHost = "/openai/v1", KeyHeader = "api-key",
        },
        new("Mistral", "https://api.mistral.ai/v1", true) { TakesTemperature = [""], RefusesStreamOptions = true },
        new("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", true),
        new(Anthropic, "https://api.anthropic.com", true) { HasEmbeddings = false },
        new("Ollama", "http://localhost:11434/v1", false) { TakesTemperature = [""], PathAfterHost = "/v1" },
        new("OpenAICompatible", null, false) { TakesTemperature = [""], Structured = StructuredOutput.Prompt },
    ];

    /// <summary>The names that <c>Model:Provider</c> may have, <c>None</c> aside.</summary>
    public static IEnumerable<string> Names => Known.Select(provider => provider.Name);

    /// <summary>True when the length limit is <c>max_completion_tokens</c>; the other servers know <c>max_tokens</c>, and some refuse what they do not know.</summary>
    public bool UsesMaxCompletionTokens { get; private init; }

    /// <summary>True when <c>stream_options</c> is refused.</summary>
    public bool RefusesStreamOptions { get; private init; }

    /// <summary>The beginnings of the names of models that take a temperature; others are not sent one.</summary>
    public IReadOnlyList<string> TakesTemperature { get; private init; } = [];

    /// <summary>How it is asked for JSON.</summary>
    public StructuredOutput Structured { get; private init; } = StructuredOutput.JsonSchema;

    /// <summary>False when it makes no embeddings.</summary>
    public bool HasEmbeddings { get; private init; } = true;

    /// <summary>What follows an endpoint that names the host only.</summary>
    public string? PathAfterHost { get; private init; }

    /// <summary>The header of the key when it is not <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; private init; }

    /// <summary>The provider of a configured name, or null.</summary>
    public static ModelProvider? Find(string name) =>
        Array.Find(Known, provider => provider.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The provider of a name that was validated.</summary>
    public static ModelProvider Of(string name) => Find(name) ?? throw new ArgumentException($"There is no provider '{name}'.", nameof(name));

    /// <summary>The address to call.</summary>
    public Uri Address(string? configured)
    {
        var address = new Uri(string.IsNullOrWhiteSpace(configured) ? Endpoint! : configured.Trim());
        // Anthropic's package adds /v1 itself, and people write it as for the others.
        if (Name == Anthropic && address.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.OrdinalIgnoreCase))
            address = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/')[..^"/v1".Length]);
        return PathAfterHost is not null && address.AbsolutePath is "/" or "" ? new Uri(address, PathAfterHost) : address;
    }
}
