using AssistantBot.BotFramework.Turns;
using AssistantBot.Triage;

namespace AssistantBot.Handoff.Review;

/// <summary>
/// Note that triage and the model saw a message differently. Neither text nor evidence is kept: whoever may read the transcript finds the message
/// by its turn.
/// </summary>
/// <param name="Reason">What triage found without the model; <see cref="TriageReason.None"/> for routine.</param>
/// <param name="Confidence">Its probability that a person is needed.</param>
/// <param name="ModelReason">What the model found.</param>
/// <param name="ModelConfidence">Its probability.</param>
/// <param name="Outcome">What was done: the reason of the joint decision.</param>
/// <param name="Prompt">Version of the prompt the model was asked with.</param>
public sealed record TriageDisagreementEffect(
    TriageReason Reason, double Confidence, TriageReason ModelReason, double ModelConfidence, TriageReason Outcome, string Prompt) : TurnEffect;
