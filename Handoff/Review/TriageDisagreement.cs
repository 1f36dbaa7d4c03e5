using AssistantBot.BotFramework.Turns;
using AssistantBot.Triage;

namespace AssistantBot.Handoff.Review;

/// <summary>A message that triage and the model saw differently, for a person to say who was right.</summary>
/// <param name="InboxId">The turn; unique.</param>
/// <param name="Conversation">Where it was said.</param>
/// <param name="Reason">What triage found; <see cref="TriageReason.None"/> for routine.</param>
/// <param name="Confidence">Its probability that a person is needed.</param>
/// <param name="ModelReason">What the model found.</param>
/// <param name="ModelConfidence">Its probability.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Prompt">Version of the prompt.</param>
/// <param name="At">When.</param>
/// <param name="Line">Position of the message in the transcript; null once the turn itself is no longer kept.</param>
public sealed record TriageDisagreement(
    long InboxId, ConversationKey Conversation, TriageReason Reason, double Confidence, TriageReason ModelReason, double ModelConfidence,
    TriageReason Outcome, string Prompt, DateTimeOffset At, long? Line);
