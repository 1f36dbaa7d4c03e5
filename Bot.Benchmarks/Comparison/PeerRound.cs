using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Comparison;

/// <summary>One round of one bot.</summary>
/// <param name="Few">64 conversations, each posting as soon as it was answered.</param>
/// <param name="Many">512 conversations, likewise.</param>
/// <param name="Paced">100 messages a second over 64 conversations.</param>
/// <param name="Hard">64 conversations with four messages in flight each, one in twenty delivered twice.</param>
/// <param name="CpuMicrosecondsPerReply">The bot's own processor time, in the first load.</param>
internal sealed record PeerRound(LoadReport Few, LoadReport Many, LoadReport Paced, LoadReport Hard, double CpuMicrosecondsPerReply);
