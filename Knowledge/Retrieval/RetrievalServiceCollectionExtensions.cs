using AssistantBot.Knowledge.Thesaurus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Registers retrieval.</summary>
public static class RetrievalServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="KnowledgeRetriever"/> and <see cref="IKnowledgeRetriever"/> (one and the same), with <see cref="RetrievalOptions"/>
    /// bound to <c>Knowledge:Retrieval</c>. Whoever loads or reloads knowledge calls <see cref="KnowledgeRetriever.Publish"/>.
    /// </summary>
    public static IServiceCollection AddKnowledgeRetrieval(this IServiceCollection services)
    {
        services.AddOptions<RetrievalOptions>().BindConfiguration(RetrievalOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => LoadThesaurus(provider.GetRequiredService<IOptions<RetrievalOptions>>().Value.Thesaurus));
        services.TryAddSingleton(provider => new KnowledgeRetriever(
            provider.GetRequiredService<IOptions<RetrievalOptions>>().Value, provider.GetRequiredService<OfficeThesaurus>()));
        services.TryAddSingleton<IKnowledgeRetriever>(provider => provider.GetRequiredService<KnowledgeRetriever>());
        return services;
    }

    private static OfficeThesaurus LoadThesaurus(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return OfficeThesaurus.Default;
        }

        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.txt") : [path];
        Array.Sort(files, StringComparer.Ordinal);
        return OfficeThesaurus.Extend(files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))));
    }
}
