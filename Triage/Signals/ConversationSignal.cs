namespace AssistantBot.Triage.Signals;

/// <summary>What the conversation so far says about the current message.</summary>
/// <param name="Failures">Turns that failed on the current matter, the current message included.</param>
/// <param name="Frustrated">True when patience is running out.</param>
/// <param name="Resolved">True when the current message says that the matter is settled.</param>
/// <param name="Evidence">The signals in words.</param>
internal sealed record ConversationSignal(int Failures, bool Frustrated, bool Resolved, IReadOnlyList<string> Evidence);
