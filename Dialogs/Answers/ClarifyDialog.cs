using AssistantBot.BotFramework.Dialogs;
using AssistantBot.Cards;
using AssistantBot.Triage;

namespace AssistantBot.Dialogs.Answers;

/// <summary>
/// Asks which of two or three entries is meant. Buttons say the entry's question; a number or "the second" works too. Begins with
/// <see cref="ClarifyOptions"/> and ends with a <see cref="ClarifyResult"/>.
/// </summary>
internal sealed class ClarifyDialog : WaterfallDialog, IExpectsReply
{
    /// <summary>How many choices are shown at most.</summary>
    internal const int MostChoices = 3;

    private readonly IWording _wording;

    /// <summary>Creates the dialog.</summary>
    public ClarifyDialog(IWording wording)
        : base(nameof(ClarifyDialog))
    {
        _wording = wording;
        AddStep(AskAsync);
        AddStep(ChooseAsync);
    }

    /// <summary>A choice: what it says are the words of an entry, not the person's.</summary>
    public bool IsReply(PersonTurn turn, TriageDecision decision, DialogInstance instance) =>
        Chosen(turn.Text, OptionsOf<ClarifyOptions>(instance)!.Choices) is not null;

    private async Task<DialogTurnResult> AskAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        var (offered, question) = step.GetOptions<ClarifyOptions>()!;
        var text = _wording.Get(question, turn.Language);
        // Without buttons the choices stand in the text.
        if (turn.IsGroup)
            text += "\n\n" + string.Join('\n', offered.Select((choice, index) => $"{index + 1}. {choice.Title}"));
        await turn.AskAsync(text, [.. offered.Select(choice => choice.Title), _wording.Get("clarify.other", turn.Language)], cancellationToken).ConfigureAwait(false);
        return EndOfTurn;
    }

    private static Task<DialogTurnResult> ChooseAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var text = PersonTurn.Of(step.Context).Text;
        var choice = Chosen(text, step.GetOptions<ClarifyOptions>()!.Choices);
        return step.EndDialogAsync(
            choice is not null || Phrases.IsOther(text) ? new ClarifyResult(choice) : FlowResult.NotAnAnswer, cancellationToken);
    }

    /// <summary>The choice that is named; a yes names the only one.</summary>
    private static ClarifyChoice? Chosen(string text, IReadOnlyList<ClarifyChoice> choices) =>
        Phrases.Choose(text, choices) ?? (choices is [var only] && Phrases.IsBareYes(text) && !Phrases.IsPerson(text) ? only : null);
}
