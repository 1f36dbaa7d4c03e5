namespace AssistantBot.Bot.Models;

/// <summary>What is asked of every address a key is sent to.</summary>
internal static class ModelEndpointRules
{
    /// <summary>What is wrong with a provider's settings, in words that never repeat the key.</summary>
    /// <param name="section">Where they stand.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="endpoint">The configured address.</param>
    /// <param name="key">The key.</param>
    /// <param name="name">The model.</param>
    public static IEnumerable<string> Check(string section, ModelProvider provider, string? endpoint, string? key, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return $"{section}:Name is missing: name the model that {provider.Name} is to use.";
        if (provider.NeedsKey && string.IsNullOrWhiteSpace(key))
            yield return $"{section}:ApiKey is missing: {provider.Name} answers nobody without one.";
        if (key is not null && key.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
            yield return $"{section}:ApiKey holds blanks or line breaks: it was probably not copied whole.";
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            if (provider.Endpoint is null)
                yield return $"{section}:Endpoint is missing: '{provider.Name}' needs the address of its API, such as https://server/v1.";
        }
        else if (!Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            yield return $"{section}:Endpoint is not an http or https address.";
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return $"{section}:Endpoint holds a user or password: put the secret into {section}:ApiKey.";
        }
        else if (address.Query.Length > 0)
        {
            yield return $"{section}:Endpoint holds a query: give the address of the API alone, such as https://server/v1.";
        }
        else if (address.Scheme == "http" && !address.IsLoopback && !string.IsNullOrWhiteSpace(key))
        {
            yield return $"{section}:Endpoint must be https when a key is sent to another machine.";
        }
    }

    /// <summary>What is wrong with a provider's name.</summary>
    public static string Unknown(string section, string name) =>
        $"{section}:Provider '{name}' is not known. It may be None, {string.Join(", ", ModelProvider.Names)}.";
}
