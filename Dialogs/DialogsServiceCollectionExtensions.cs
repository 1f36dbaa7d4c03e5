using AssistantBot.BotFramework.Turns.State;
using AssistantBot.Cards;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Dialogs.Emergency;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Triage;
using AssistantBot.Triage.Judgement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Dialogs;

/// <summary>Registers the conversation flows.</summary>
public static class DialogsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the flows and the wording, with <see cref="WordingOptions"/> bound to <c>Wording</c>. Needs <c>AddHandoff</c>, knowledge, triage and
    /// the stores.
    /// </summary>
    public static IServiceCollection AddDialogs(this IServiceCollection services)
    {
        services.AddOptions<WordingOptions>().BindConfiguration(WordingOptions.Section)
            .Validate(options => WordingCatalog.Languages.Contains(options.DefaultLanguage), "Wording:DefaultLanguage: fr or en.")
            .Validate(options => options.Address is WordingOptions.Formal or WordingOptions.Familiar, "Wording:Address: vous or tu.")
            .ValidateOnStart();
        services.TryAddSingleton<IWording, WordingCatalog>();
        services.TryAddSingleton(provider =>
        {
            var retriever = provider.GetRequiredService<KnowledgeRetriever>();
            return new KnowledgeTopics(() => retriever.Knowledge);
        });
        services.TryAddSingleton(_ => new ConversationState());
        services.TryAddSingleton(_ => new PrivateConversationState());
        services.AddOptions<EmergencyOptions>().BindConfiguration(EmergencyOptions.Section);
        services.TryAddSingleton<EmergencyNumbers>();
        services.TryAddSingleton<EmergencyWords>();
        services.TryAddSingleton<OpeningWords>();
        services.TryAddSingleton<ConversationHistory>();
        services.TryAddSingleton<AnswerActivities>();
        services.TryAddSingleton<AnswerSources>();
        services.TryAddSingleton<AnswerDialog>();
        services.TryAddSingleton<ClarifyDialog>();
        services.TryAddSingleton<HandoffCards>();
        services.TryAddSingleton<HandoffOpening>();
        services.TryAddSingleton<HandoffConversation>();
        services.TryAddSingleton<AssistantThread>();
        services.TryAddSingleton<DeskCommandHandler>();
        services.TryAddSingleton<ChannelChoice>();
        services.TryAddSingleton<AnswerFeedback>();
        services.TryAddSingleton<OfferDialog>();
        services.TryAddSingleton<SmallTalkReplies>();
        services.TryAddSingleton<Welcome>();
        services.TryAddSingleton<SatisfactionDialog>();
        services.TryAddSingleton(provider => new MessageJudgement(
            provider.GetService<IModelJudge>(), new CombinedTriage(provider.GetRequiredService<IOptions<TriageOptions>>().Value),
            provider.GetRequiredService<ConversationHistory>(), provider.GetRequiredService<IModelResultStore>()));
        services.TryAddSingleton<MainDialog>();
        services.TryAddSingleton<PersonDialogs>();
        return services;
    }

    /// <summary>Adds a routine task of one's own: <see cref="RoutineDialog.Matches"/> says which messages begin it; the first one added that matches wins.</summary>
    public static IServiceCollection AddRoutineDialog<T>(this IServiceCollection services)
        where T : RoutineDialog
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<RoutineDialog, T>());
        return services;
    }
}
