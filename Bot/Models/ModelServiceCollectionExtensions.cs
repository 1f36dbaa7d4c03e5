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
    /// <c>Model:Provider</c> is <c>None</c>. A wrong setting ends the start with one clear line.
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

        return services;
    }

    /// <summary>The provider's client, unguarded.</summary>
    internal static IChatClient Connect(ModelOptions options, TimeProvider time) =>
        ModelProvider.Of(options.Provider).Name == ModelProvider.Anthropic ? new AnthropicChatClient(options, time) : new OpenAIChatClient(options, time);
}
