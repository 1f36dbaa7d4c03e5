using AssistantBot.Triage;

namespace AssistantBot.Handoff.Briefing;

/// <summary>What a brief is made from.</summary>
/// <param name="Decision">Why a person is needed.</param>
/// <param name="Text">The message that led here.</param>
/// <param name="Language">Language of the conversation, <c>fr</c> or <c>en</c>.</param>
/// <param name="History">Earlier messages, oldest first, without <paramref name="Text"/>.</param>
/// <param name="IsReachable">True when the channel keeps reaching the person later (Teams).</param>
public sealed record BriefInput(TriageDecision Decision, string Text, string Language, IReadOnlyList<BriefLine> History, bool IsReachable);
