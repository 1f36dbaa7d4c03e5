using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;
using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Dialogs.Answers;

/// <summary>Answers a question: short first, with its source; asks back when several entries fit; says so when none does.</summary>
internal sealed class AnswerDialog(
    IAnswerer answerer, IModelResultStore modelResults, AnswerActivities activities, ClarifyDialog clarify, IWording wording)
{
    /// <summary>Looks for the answer. While a model thinks the person sees that something is being written.</summary>
    public async Task<Answer> FindAsync(PersonTurn turn, string question, string? chosenEntryId, CancellationToken cancellationToken)
    {
        if (answerer.HasModel)
            await turn.Context.SendActivityAsync(Activity.CreateTyping(), cancellationToken).ConfigureAwait(false);
        return await answerer.AnswerAsync(
            new AnswerRequest(question, turn.Audience, turn.Language)
            {
                Earlier = [.. turn.Memory.Questions],
                ChosenEntryId = chosenEntryId,
                ModelResults = modelResults.OfTurn(turn.Work.InboxId),
            },
            onText: null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says an answer or asks which entry is meant.</summary>
    /// <returns>False when there is nothing to say: no reliable answer.</returns>
    public async Task<bool> SayAsync(PersonTurn turn, string question, Answer answer, CancellationToken cancellationToken)
    {
        turn.Memory.Remember(question);
        switch (answer.Kind)
        {
            case AnswerKind.Clarify when answer.Choices.Count > 0:
                await clarify.BeginAsync(turn, question, answer.Choices, cancellationToken).ConfigureAwait(false);
                return true;
            case AnswerKind.Quoted or AnswerKind.Grounded:
                // A text that exists in the other language only is announced in the person's, and then stands in a message of its own.
                if (answer.Language != turn.Language)
                    await turn.SayAsync(wording.Get("answer.otherLanguage", turn.Language), cancellationToken).ConfigureAwait(false);
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

    private async Task GiveAsync(PersonTurn turn, string question, Answer answer, CancellationToken cancellationToken)
    {
        var key = $"{turn.Work.InboxId}-{turn.Memory.Answers.Count}";
        var activity = activities.Create(answer, turn, key);
        var sent = await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        turn.Memory.Remember(new GivenAnswer(key, question, answer.Sources is [var first, ..] ? first.Id : null, answer.Language)
        {
            ActivityId = sent?.Id,
            More = answer.More,
            SourceLine = activities.SourceLine(answer),
        });
    }
}
