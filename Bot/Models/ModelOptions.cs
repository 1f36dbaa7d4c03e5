using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Bot.Models;

/// <summary>Which language model judges and words, and what it may take. Section <c>Model</c>.</summary>
public sealed class ModelOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Model";

    /// <summary>
    /// <c>None</c> (default: passages are quoted), <c>OpenAI</c>, <c>AzureOpenAI</c>, <c>Mistral</c>, <c>Gemini</c>, <c>Anthropic</c>,
    /// <c>Ollama</c>, or <c>OpenAICompatible</c> for any server that speaks chat completions at <see cref="Endpoint"/>.
    /// </summary>
    public string Provider { get; set; } = "None";

    /// <summary>Base address of the API, such as <c>https://server/v1</c>; the provider's own when empty.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The secret of the provider. Never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model, or on Azure the deployment.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// How much a thinking model may think first: <c>None</c>, <c>Low</c>, <c>Medium</c> or <c>High</c>. Empty (default) sends nothing, which
    /// every model takes. Thinking costs time; models that cannot turn it off refuse <c>None</c>.
    /// </summary>
    public string? Reasoning { get; set; }

    /// <summary>
    /// How a reply in JSON is asked for: <c>JsonSchema</c>, <c>JsonObject</c>, or <c>Prompt</c> for servers that know neither. Empty takes what the
    /// provider is known to support.
    /// </summary>
    public string? StructuredOutput { get; set; }

    /// <summary>How long a call may take when its caller does not say.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the model may say nothing, before its first word and between two.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Calls under way at once; a further one waits for two seconds at most, within its time, and is not made then.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrentCalls { get; set; } = 16;

    /// <summary>How long the model is left alone after it failed repeatedly.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What may be used in a day.</summary>
    public ModelBudgetOptions Budget { get; set; } = new();

    /// <summary>False when passages are quoted.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Provider) && !Provider.Equals("None", StringComparison.OrdinalIgnoreCase);
}
