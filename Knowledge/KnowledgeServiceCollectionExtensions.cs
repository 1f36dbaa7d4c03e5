using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Gaps;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Proposals;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Knowledge;

/// <summary>Registers knowledge.</summary>
public static class KnowledgeServiceCollectionExtensions
{
    /// <summary>
    /// Adds loading with hot reload (<see cref="KnowledgeOptions"/>, section <c>Knowledge</c>), retrieval and answering
    /// (<see cref="AnsweringOptions"/>, section <c>Knowledge:Answering</c>). An <see cref="IChatClient"/> is used when one is registered,
    /// and the <see cref="IKnowledgeStore"/> registered before or after; without one the base lives in memory.
    /// </summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<KnowledgeOptions>().Bind(configuration.GetSection(KnowledgeOptions.Section))
            .Validate(options => options.QuietTime > TimeSpan.Zero && options.KeepQuestions > TimeSpan.Zero, "Knowledge:QuietTime and Knowledge:KeepQuestions must be longer than nothing.")
            .ValidateOnStart();
        services.AddOptions<AnsweringOptions>().Bind(configuration.GetSection(AnsweringOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IKnowledgeStore, InMemoryKnowledgeStore>();
        services.AddKnowledgeRetrieval();
        services.TryAddSingleton<IAnswerer, Answerer>();
        services.TryAddSingleton<IGapStore, InMemoryGapStore>();
        services.TryAddSingleton<IProposalStore, InMemoryProposalStore>();
        services.TryAddSingleton<OpenProposals>();
        services.TryAddSingleton<KnowledgePublisher>();
        services.TryAddSingleton(provider => new KnowledgeProposals(
            provider.GetService<IChatClient>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<KnowledgeProposals>>()));
        services.TryAddSingleton<KnowledgeWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<KnowledgeWatcher>());
        services.AddHostedService<KnowledgeRefresh>();
        services.AddHostedService<QuestionRetention>();
        return services;
    }
}
