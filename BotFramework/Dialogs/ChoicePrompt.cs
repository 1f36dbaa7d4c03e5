using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Asks for one of several choices; ends with a <see cref="FoundChoice"/>.</summary>
public class ChoicePrompt : Prompt<FoundChoice>
{
    /// <summary>Creates the prompt.</summary>
    /// <param name="dialogId">Its id.</param>
    /// <param name="validator">Decides whether the answer will do.</param>
    /// <param name="defaultLocale">Used when the turn has no locale.</param>
    public ChoicePrompt(string dialogId, PromptValidator<FoundChoice>? validator = null, string? defaultLocale = null)
        : base(dialogId, validator) => DefaultLocale = defaultLocale;

    /// <summary>How choices are shown unless the options say.</summary>
    public ListStyle Style { get; set; } = ListStyle.Auto;

    /// <summary>Used when the turn has no locale.</summary>
    public string? DefaultLocale { get; set; }

    /// <summary>Words around the choices; null for the language's own.</summary>
    public ChoiceFactoryOptions? ChoiceOptions { get; set; }

    /// <summary>How answers are understood; null for the defaults.</summary>
    public FindChoicesOptions? RecognizerOptions { get; set; }

    /// <inheritdoc/>
    protected override async Task OnPromptAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, bool isRetry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(options);
        var words = ChoiceOptions ?? PromptCulture.For(turnContext.GetLocale(), DefaultLocale).Choices;
        var question = ChoiceQuestions.Append(QuestionOf(options, isRetry), turnContext, options.Choices ?? [], options.Style ?? Style, words);
        await turnContext.SendActivityAsync(question, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<PromptRecognizerResult<FoundChoice>> OnRecognizeAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(options);
        var found = ChoiceRecognizers.RecognizeChoices(turnContext.Activity.Text, options.Choices ?? [], RecognizerOptions);
        return Task.FromResult(new PromptRecognizerResult<FoundChoice> { Succeeded = found.Count > 0, Value = found.Count > 0 ? found[0] : null });
    }
}
