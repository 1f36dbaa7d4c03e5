using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Models;

/// <summary>Registers the language model.</summary>
public static class ModelServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="IChatClient"/> that section <c>Model</c> names; none when <c>Model:Provider</c> is <c>None</c>.
    /// A wrong setting ends the start with one clear line.
    /// </summary>
    public static IServiceCollection AddModel(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(ModelOptions.Section);
        services.AddOptions<ModelOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>());
        if ((section.Get<ModelOptions>() ?? new ModelOptions()).IsConfigured)
            services.TryAddSingleton<IChatClient>(provider => new OpenAIChatClient(provider.GetRequiredService<IOptions<ModelOptions>>().Value));
        return services;
    }
}
