using AssistantBot.Handoff.Assignment;
using AssistantBot.Handoff.Briefing;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Suggestions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Handoff;

/// <summary>Registers handoff.</summary>
public static class HandoffServiceCollectionExtensions
{
    /// <summary>
    /// Adds briefs, commands, suggestions and assignment, with <see cref="HandoffOptions"/> bound to <c>Handoff</c>. Needs an
    /// <see cref="Requests.IHandoffStore"/>, an <c>IWording</c>, an <c>IKnowledgeRetriever</c> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddHandoff(this IServiceCollection services)
    {
        services.AddOptions<HandoffOptions>().BindConfiguration(HandoffOptions.Section)
            .Validate(options => options.CloseAfterIdle > TimeSpan.Zero && options.RemindAfter > TimeSpan.Zero, "Handoff: times must be above zero.")
            .Validate(options => options.Language is null or "fr" or "en", "Handoff:Language: fr or en.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAssignmentPolicy, OfferToAll>());
        services.TryAddSingleton<IBriefWriter, TemplateBriefWriter>();
        services.TryAddSingleton<ISuggestions, KnowledgeSuggestions>();
        services.TryAddSingleton<AssistantsChannels>();
        services.TryAddSingleton<PersonalChats>();
        services.TryAddSingleton<AssignmentPolicies>();
        services.TryAddSingleton<HandoffCommands>();
        return services;
    }
}
