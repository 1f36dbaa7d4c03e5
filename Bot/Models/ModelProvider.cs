namespace AssistantBot.Bot.Models;

/// <summary>What distinguishes a provider from the next: where it is and how it wants to be asked.</summary>
/// <param name="Name">As written in <c>Model:Provider</c>.</param>
/// <param name="Endpoint">Its own address, or null when it must be configured.</param>
/// <param name="NeedsKey">True when it answers nobody without a key.</param>
internal sealed record ModelProvider(string Name, string? Endpoint, bool NeedsKey)
{
    private static readonly ModelProvider[] Known =
    [
        new("OpenAI", "https://api.openai.com/v1", true) { UsesMaxCompletionTokens = true },
        new("AzureOpenAI", null, true) { UsesMaxCompletionTokens = true, PathAfterHost = "/openai/v1", KeyHeader = "api-key" },
        new("Mistral", "https://api.mistral.ai/v1", true),
        new("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", true),
        new("Anthropic", "https://api.anthropic.com/v1", true),
        new("Ollama", "http://localhost:11434/v1", false),
    ];

    /// <summary>True when the length limit is <c>max_completion_tokens</c>; the other servers know <c>max_tokens</c>, and some refuse what they do not know.</summary>
    public bool UsesMaxCompletionTokens { get; private init; }

    /// <summary>What follows an endpoint that names the host only.</summary>
    public string? PathAfterHost { get; private init; }

    /// <summary>The header of the key when it is not <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; private init; }

    /// <summary>The provider of a configured name; an unknown name is an OpenAI-compatible server.</summary>
    public static ModelProvider Find(string name) =>
        Array.Find(Known, provider => provider.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? new ModelProvider(name.Trim(), null, false);

    /// <summary>The address to call.</summary>
    public Uri Address(string? configured)
    {
        var address = new Uri(string.IsNullOrWhiteSpace(configured) ? Endpoint! : configured.Trim());
        return PathAfterHost is not null && address.AbsolutePath is "/" or "" ? new Uri(address, PathAfterHost) : address;
    }
}
