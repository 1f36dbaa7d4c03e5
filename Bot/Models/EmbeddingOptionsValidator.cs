using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Models;

/// <summary>Says at start, in one clear line each, what is missing or wrong; never repeats the key.</summary>
internal sealed class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        if (ModelProvider.Find(options.Provider) is not { } provider)
            return ValidateOptionsResult.Fail(ModelEndpointRules.Unknown(EmbeddingOptions.Section, options.Provider));
        if (!provider.HasEmbeddings)
            return ValidateOptionsResult.Fail($"Embeddings:Provider: {provider.Name} makes no embeddings; choose another provider for them, or None.");
        List<string> problems = [.. ModelEndpointRules.Check(EmbeddingOptions.Section, provider, options.Endpoint, options.ApiKey, options.Name)];
        List<ValidationResult> ranges = [];
        Validator.TryValidateObject(options, new ValidationContext(options), ranges, validateAllProperties: true);
        problems.AddRange(ranges.Select(range => "Embeddings: " + range.ErrorMessage));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
