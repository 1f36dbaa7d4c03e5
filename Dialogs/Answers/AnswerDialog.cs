using AssistantBot.BotFramework.Dialogs;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;
using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Dialogs.Answers;

/// <summary>
/// Answers a question: short first, with its source; asks back when several entries fit; says so when none does. Begins with
/// <see cref="AnswerOptions"/>; <see cref="ClarifyDialog"/> and <see cref="OfferDialog"/> stand beside it in the same set.
/// </summary>
internal sealed class AnswerDialog : WaterfallDialog
{
    private readonly IAnswerer _answerer;
    private readonly IModelResultStore _modelResults;
    private readonly AnswerActivities _activities;
    private readonly AnswerSources _sources;
    private readonly IWording _wording;

    /// <summary>Creates the dialog.</summary>
    public AnswerDialog(IAnswerer answerer, IModelResultStore modelResults, AnswerActivities activities, AnswerSources sources, IWording wording)
        : base(nameof(AnswerDialog))
    {
        _answerer = answerer;
        _modelResults = modelResults;
        _activities = activities;
        _sources = sources;
        _wording = wording;
        AddStep(AnswerAsync);
        AddStep(ChosenAsync);
    }

    /// <summary>Looks for the answer. While a model writes, the person sees that, and then the answer grow where the channel can show it.</summary>
    public async Task<Answer> FindAsync(PersonTurn turn, string question, string? chosenEntryId, CancellationToken cancellationToken)
    {
        if (_answerer.HasModel)
            await turn.Context.SendActivityAsync(Activity.CreateTyping(), cancellationToken).ConfigureAwait(false);
        return await _answerer.AnswerAsync(
            new AnswerRequest(question, turn.Audience, turn.Language)
            {
                Earlier = [.. turn.Memory.Questions],
                EarlierEntryId = turn.Memory.LatestEntryId,
                ChosenEntryId = chosenEntryId,
                ModelResults = _modelResults.OfTurn(turn.Work.InboxId),
                Caller = turn.ModelCaller,
                Standalone = question == turn.Text ? turn.Standalone : null,
            },
            onText: turn.Stream is { } stream ? (text, _) => ValueTask.FromResult(stream.Show(text)) : null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says an answer.</summary>
    /// <returns>False when there is nothing to say: no reliable answer, or several that it could be.</returns>
    public async Task<bool> SayAsync(PersonTurn turn, string question, Answer answer, CancellationToken cancellationToken)
    {
        turn.Memory.Remember(question == turn.Text ? turn.Standalone ?? question : question);
        switch (answer.Kind)
        {
            case AnswerKind.Quoted or AnswerKind.Grounded:
                // A text that exists in the other language only is announced in the person's, and then stands in a message of its own.
                if (answer.Language != turn.Language)
                    await turn.SayAsync(_wording.Get("answer.otherLanguage", turn.Language), cancellationToken).ConfigureAwait(false);
                await GiveAsync(turn, question, answer, cancellationToken).ConfigureAwait(false);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Says the rest of the latest long answer.</summary>
    /// <returns>False when there is none.</returns>
    public static async Task<bool> SayMoreAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Memory.Answers is not [.., { More: { } more } last])
            return false;
        var activity = Activity.CreateMessage(last.SourceLine is { } source ? $"{more}\n\n{source}" : more);
        activity.Locale = last.Language;
        await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Opens the source that a message asks for.</summary>
    /// <returns>False when it asks for none.</returns>
    public Task<bool> OpenSourceAsync(PersonTurn turn, CancellationToken cancellationToken) => _sources.TryOpenAsync(turn, cancellationToken);

    private async Task<DialogTurnResult> AnswerAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var turn = PersonTurn.Of(step.Context);
        var asked = step.GetOptions<AnswerOptions>()!;
        // What a person meant by a question once is not asked again.
        var chosen = asked.ChosenEntryId ?? turn.Memory.Chosen.FindLast(earlier => earlier.Question == Phrases.Normalize(asked.Question))?.EntryId;
        var answer = await FindAsync(turn, asked.Question, chosen, cancellationToken).ConfigureAwait(false);
        if (await SayAsync(turn, asked.Question, answer, cancellationToken).ConfigureAwait(false))
            return await step.EndDialogAsync(FlowResult.Done, cancellationToken).ConfigureAwait(false);
        if (answer is { Kind: AnswerKind.Clarify, Choices.Count: > 0 })
        {
            return await step.BeginDialogAsync(nameof(ClarifyDialog), Choices(answer, turn.Language), cancellationToken).ConfigureAwait(false);
        }

        return await OfferAsync(step, asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The entries to choose from by their titles. Titles of the other language would mix two in one message: when there are no others, the
    /// nearest entry is offered in the person's language, without its title.
    /// </summary>
    private ClarifyOptions Choices(Answer answer, string language)
    {
        var own = answer.Choices.Where(entry => entry.Language == language).Take(ClarifyDialog.MostChoices).ToList();
        return own.Count > 0
            ? new ClarifyOptions([.. own.Select(entry => new ClarifyChoice(entry.Id, entry.Question))])
            : new ClarifyOptions([new ClarifyChoice(answer.Choices[0].Id, _wording.Get("clarify.show", language))], "clarify.otherLanguage");
    }

    private Task<DialogTurnResult> ChosenAsync(WaterfallStepContext step, CancellationToken cancellationToken)
    {
        var asked = step.GetOptions<AnswerOptions>()!;
        if (step.Result is ClarifyResult { Choice: { } meant })
            PersonTurn.Of(step.Context).Memory.Remember(new ChosenEntry(Phrases.Normalize(asked.Question), meant.EntryId));
        return step.Result switch
        {
            ClarifyResult { Choice: { } choice } => step.ReplaceDialogAsync(Id, asked with { ChosenEntryId = choice.EntryId }, cancellationToken),
            ClarifyResult => OfferAsync(step, asked, cancellationToken),
            var result => step.EndDialogAsync(result, cancellationToken),
        };
    }

    private static Task<DialogTurnResult> OfferAsync(WaterfallStepContext step, AnswerOptions asked, CancellationToken cancellationToken)
    {
        AnswerFeedback.RecordUnanswered(PersonTurn.Of(step.Context), asked.Question);
        return step.ReplaceDialogAsync(nameof(OfferDialog), OfferOptions.Unanswered("answer.noAnswer", asked.Question), cancellationToken);
    }

    private async Task GiveAsync(PersonTurn turn, string question, Answer answer, CancellationToken cancellationToken)
    {
        var key = $"{turn.Work.InboxId}-{turn.Memory.Answers.Count}";
        var activity = _activities.Create(answer, turn, key);
        var sent = await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        turn.Memory.Remember(new GivenAnswer(key, question, answer.Sources is [var first, ..] ? first.Id : null, answer.Language)
        {
            ActivityId = sent?.Id,
            Sources = [.. answer.Sources.Select(entry => entry.Id)],
            More = answer.More,
            SourceLine = _activities.SourceLine(answer),
        });
    }
}
