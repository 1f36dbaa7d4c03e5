using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Asks for yes or no, in French and English as people say it; ends with a bool.</summary>
public class ConfirmPrompt : Prompt<bool>
{
    /// <summary>Creates the prompt.</summary>
    /// <param name="dialogId">Its id.</param>
    /// <param name="validator">Decides whether the answer will do.</param>
    /// <param name="defaultLocale">Used when the turn has no locale.</param>
    public ConfirmPrompt(string dialogId, PromptValidator<bool>? validator = null, string? defaultLocale = null)
        : base(dialogId, validator) => DefaultLocale = defaultLocale;

    /// <summary>How yes and no are shown unless the options say.</summary>
    public ListStyle Style { get; set; } = ListStyle.Auto;

    /// <summary>Used when the turn has no locale.</summary>
    public string? DefaultLocale { get; set; }

    /// <summary>Words around the choices; null for the language's own.</summary>
    public ChoiceFactoryOptions? ChoiceOptions { get; set; }

    /// <summary>The choices for yes and no; null for the language's own words.</summary>
    public (Choice Yes, Choice No)? ConfirmChoices { get; set; }

    /// <inheritdoc/>
    protected override async Task OnPromptAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, bool isRetry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(options);
        var words = ChoiceOptions ?? CultureOf(turnContext).Choices;
        var question = ChoiceQuestions.Append(QuestionOf(options, isRetry), turnContext, ChoicesOf(turnContext), options.Style ?? Style, words);
        await turnContext.SendActivityAsync(question, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task<PromptRecognizerResult<bool>> OnRecognizeAsync(ITurnContext turnContext, ValueBag state, PromptOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var text = turnContext.Activity.Text;

        // The bot's own words for yes and no come first: they may be anything.
        var answer = ConfirmChoices is { } own && ChosenYes(text, [own.Yes, own.No], new FindChoicesOptions { RecognizeNumbers = false, RecognizeOrdinals = false }) is { } chosen
            ? chosen
            : ConfirmRecognizer.Recognize(text) ?? NumberedYes(text);
        return Task.FromResult(new PromptRecognizerResult<bool> { Succeeded = answer.HasValue, Value = answer ?? false });
    }

    private PromptCulture CultureOf(ITurnContext turnContext) => PromptCulture.For(turnContext.GetLocale(), DefaultLocale);

    private List<Choice> ChoicesOf(ITurnContext turnContext)
    {
        if (ConfirmChoices is { } own)
            return [own.Yes, own.No];
        var culture = CultureOf(turnContext);
        return [new Choice(culture.Yes), new Choice(culture.No)];
    }

    // "1" and "la deuxième" name a choice; in a longer answer they are about something else.
    private static bool? NumberedYes(string? text) =>
        AnswerText.Tokenize(text).Count <= 4 ? ChosenYes(text, [new Choice(), new Choice()], new FindChoicesOptions()) : null;

    private static bool? ChosenYes(string? text, List<Choice> choices, FindChoicesOptions options) =>
        ChoiceRecognizers.RecognizeChoices(text, choices, options) is [{ Index: var index }] ? index == 0 : null;
}
