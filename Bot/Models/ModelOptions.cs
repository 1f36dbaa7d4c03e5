namespace AssistantBot.Bot.Models;

/// <summary>Which language model words the answers. Section <c>Model</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Model";

    /// <summary>
    /// <c>None</c> (default: passages are quoted), <c>OpenAI</c>, <c>AzureOpenAI</c>, <c>Mistral</c>, <c>Gemini</c>, <c>Anthropic</c>,
    /// <c>Ollama</c>, or any other name for an OpenAI-compatible server at <see cref="Endpoint"/>.
    /// </summary>
    public string Provider { get; set; } = "None";

    /// <summary>Base address of the API, such as <c>https://server/v1</c>; the provider's own when empty.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The secret of the provider. Never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model, or on Azure the deployment.</summary>
    public string? Name { get; set; }

    /// <summary>False when passages are quoted.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Provider) && !Provider.Equals("None", StringComparison.OrdinalIgnoreCase);
}
