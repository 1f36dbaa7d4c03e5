using AssistantBot.Knowledge.Embeddings;
using AssistantBot.Knowledge.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Models;

/// <summary>Registers the language model.</summary>
public static class ModelServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="IChatClient"/> that section <c>Model</c> names, guarded by time, budget and breaker; none when
    /// <c>Model:Provider</c> is <c>None</c>. Adds the embeddings of section <c>Embeddings</c> likewise. A wrong setting ends the start with one clear line.
    /// </summary>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(ModelOptions.Section);
        services.AddOptions<ModelOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IModelUsageStore, InMemoryModelUsage>();
        services.TryAddSingleton(provider => new ModelBudget(
            provider.GetRequiredService<IModelUsageStore>(), provider.GetRequiredService<IOptions<ModelOptions>>().Value.Budget,
            provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<ModelBudget>>()));
        if ((section.Get<ModelOptions>() ?? new ModelOptions()).IsConfigured)
        {
            services.TryAddSingleton<IChatClient>(provider =>
            {
                var options = provider.GetRequiredService<IOptions<ModelOptions>>().Value;
                var time = provider.GetRequiredService<TimeProvider>();
                return new GuardedChatClient(
                    Connect(options, time), options, provider.GetRequiredService<ModelBudget>(), time, provider.GetService<ILogger<GuardedChatClient>>());
            });
        }

        services.AddOptions<EmbeddingOptions>().Bind(configuration.GetSection(EmbeddingOptions.Section))
            .PostConfigure(options => options.InheritFrom(section.Get<ModelOptions>() ?? new ModelOptions())).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>());
        if ((configuration.GetSection(EmbeddingOptions.Section).Get<EmbeddingOptions>() ?? new EmbeddingOptions()).IsConfigured)
            services.AddEmbeddings();
        return services;
    }

    private static void AddEmbeddings(this IServiceCollection services)
    {
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(provider => new OpenAIEmbeddingGenerator(
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IVectorStore, InMemoryVectorStore>();
        services.TryAddSingleton(provider => new QuestionVectors(
            provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>(), provider.GetRequiredService<ModelBudget>(),
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value.Timeout, provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<QuestionVectors>>()));
        services.AddHostedService<VectorIndexer>();
    }

    /// <summary>The provider's client, unguarded.</summary>
    internal static IChatClient Connect(ModelOptions options, TimeProvider time) =>
        ModelProvider.Of(options.Provider).Name == ModelProvider.Anthropic ? new AnthropicChatClient(options, time) : new OpenAIChatClient(options, time);
}
