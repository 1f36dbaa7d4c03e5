using AssistantBot.BotFramework.Schema;
using AssistantBot.Dialogs.Handoffs;
using AssistantBot.Handoff.Review;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Triage;
using AssistantBot.Triage.Judgement;

namespace AssistantBot.Dialogs;

/// <summary>Lets the model look at a new message: it may raise the need for a person, and words a follow-up so that it stands by itself.</summary>
/// <param name="judge">The model, or null when there is none.</param>
/// <param name="combined">Joins the two views.</param>
/// <param name="history">What was said before.</param>
/// <param name="modelResults">What the model said in earlier runs of the turn.</param>
internal sealed class MessageJudgement(IModelJudge? judge, CombinedTriage combined, ConversationHistory history, IModelResultStore modelResults)
{
    /// <summary>
    /// The decision of both. What triage takes to a person at once is not asked about: nothing the model says could change it. Notes where they
    /// disagree, and puts the reworded question on the turn.
    /// </summary>
    public async Task<TriageDecision> ConsiderAsync(PersonTurn turn, TriageDecision decision, CancellationToken cancellationToken)
    {
        if (judge is not { IsConfigured: true } || decision.DangerToLife || decision is { Route: TriageRoute.Human, Mode: HandoverMode.AtOnce })
            return decision;
        await turn.Context.SendActivityAsync(Activity.CreateTyping(), cancellationToken).ConfigureAwait(false);
        var said = await history.ReadAsync(turn, turn.Memory.SettledAt, cancellationToken).ConfigureAwait(false);
        var judgement = await judge.JudgeAsync(
            new JudgementRequest(turn.Text)
            {
                History = [.. said.Select(line => new TriageTurn(line.FromPerson, line.Text))],
                ModelResults = modelResults.OfTurn(turn.Work.InboxId),
                Caller = turn.ModelCaller,
            },
            cancellationToken).ConfigureAwait(false);
        if (judgement is null)
            return decision;
        turn.Standalone = judgement.Question;
        var joint = combined.Combine(decision, judgement);
        if (CombinedTriage.Disagree(decision, judgement))
        {
            turn.Work.Add(new TriageDisagreementEffect(
                decision.Reason, decision.Confidence, judgement.Reason, judgement.Confidence, joint.Reason, ModelJudge.PromptVersion));
        }

        return joint;
    }
}
