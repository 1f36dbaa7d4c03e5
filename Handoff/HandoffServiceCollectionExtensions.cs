using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Assignment;
using AssistantBot.Handoff.Briefing;
using AssistantBot.Handoff.Hours;
using AssistantBot.Handoff.OnCall;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Reviews;
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
        services.AddOptions<HandoffOptions>().BindConfiguration(HandoffOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HandoffOptions>, HandoffOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAssignmentPolicy, OfferToAll>());
        services.TryAddSingleton<IBriefWriter, TemplateBriefWriter>();
        services.TryAddSingleton<ISuggestions, KnowledgeSuggestions>();
        services.TryAddSingleton<AssistantsChannels>();
        services.TryAddSingleton<PersonalChats>();
        services.TryAddSingleton<AssignmentPolicies>();
        services.TryAddSingleton<HandoffCommands>();
        services.TryAddSingleton<DecisionReviews>();
        services.TryAddSingleton<BusinessHours>();
        services.TryAddSingleton<OnCallChain>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannelSender, OnCallWebhook>());
        return services;
    }
}
