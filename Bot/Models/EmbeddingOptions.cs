using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Bot.Models;

/// <summary>Which model turns entries and questions into vectors. Section <c>Embeddings</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Embeddings";

    /// <summary><c>None</c> (default), or a provider of <see cref="ModelOptions.Provider"/>; Anthropic makes none.</summary>
    public string Provider { get; set; } = "None";

    /// <summary>Base address of the API; when empty, the chat model's if that has the same provider, else the provider's own.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The secret; when empty, the chat model's if that has the same provider. Never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The embedding model, or on Azure the deployment.</summary>
    public string? Name { get; set; }

    /// <summary>How long a question may wait for its vector; then words alone find the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>False when questions are matched by words alone.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Provider) && !Provider.Equals("None", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes over from the chat model what is left out.</summary>
    public EmbeddingOptions InheritFrom(ModelOptions model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (IsConfigured && Provider.Trim().Equals(model.Provider.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            if (string.IsNullOrWhiteSpace(Endpoint))
                Endpoint = model.Endpoint;
            if (string.IsNullOrWhiteSpace(ApiKey))
                ApiKey = model.ApiKey;
        }

        return this;
    }
}
