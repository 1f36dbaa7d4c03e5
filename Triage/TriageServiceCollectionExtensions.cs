using AssistantBot.Triage.Classifier;
using AssistantBot.Triage.Judgement;
using AssistantBot.Triage.SmallTalk;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Triage;

/// <summary>Registers triage.</summary>
public static class TriageServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ITriage"/>, <see cref="ITriageExplainer"/>, <see cref="IOfficeExamples"/>, <see cref="ISmallTalkRecognizer"/> and <see cref="IModelJudge"/>; policy comes
    /// from the section <c>Triage</c> and is checked at start. The classifier is trained on first use.
    /// </summary>
    public static IServiceCollection AddTriage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<TriageOptions>().Bind(configuration.GetSection(TriageOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TriageOptions>, TriageOptionsValidator>());
        services.AddLogging();
        services.TryAddSingleton<OfficeTriage>();
        services.TryAddSingleton<ITriage>(provider => provider.GetRequiredService<OfficeTriage>());
        services.TryAddSingleton<ITriageExplainer>(provider => provider.GetRequiredService<OfficeTriage>());
        services.TryAddSingleton<IOfficeExamples>(provider => provider.GetRequiredService<OfficeTriage>());
        services.TryAddSingleton<ISmallTalkRecognizer, SmallTalkRecognizer>();
        services.AddOptions<JudgementOptions>().Bind(configuration.GetSection(JudgementOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IModelJudge, ModelJudge>();
        return services;
    }
}
