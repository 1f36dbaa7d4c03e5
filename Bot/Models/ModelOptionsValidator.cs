using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Models;

/// <summary>Says at start, in one clear line each, what is missing or wrong; never repeats the key.</summary>
internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        if (!options.IsConfigured)
            return ValidateOptionsResult.Success;
        var provider = ModelProvider.Find(options.Provider);
        List<string> problems = [];
        if (string.IsNullOrWhiteSpace(options.Name))
            problems.Add($"Model:Name is missing: name the model that {provider.Name} is to use.");
        if (provider.NeedsKey && string.IsNullOrWhiteSpace(options.ApiKey))
            problems.Add($"Model:ApiKey is missing: {provider.Name} answers nobody without one.");
        if (options.ApiKey is { } key && key.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
            problems.Add("Model:ApiKey holds blanks or line breaks: it was probably not copied whole.");
        if (string.IsNullOrWhiteSpace(options.Endpoint))
        {
            if (provider.Endpoint is null)
                problems.Add($"Model:Endpoint is missing: '{provider.Name}' needs the address of its API, such as https://server/v1.");
        }
        else if (!Uri.TryCreate(options.Endpoint.Trim(), UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            problems.Add("Model:Endpoint is not an http or https address.");
        }
        else if (endpoint.UserInfo.Length > 0)
        {
            problems.Add("Model:Endpoint holds a user or password: put the secret into Model:ApiKey.");
        }
        else if (endpoint.Scheme == "http" && !endpoint.IsLoopback && !string.IsNullOrWhiteSpace(options.ApiKey))
        {
            problems.Add("Model:Endpoint must be https when a key is sent to another machine.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
