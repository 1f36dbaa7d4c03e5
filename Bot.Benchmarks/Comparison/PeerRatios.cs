namespace AssistantBot.Benchmarks.Comparison;

/// <summary>One bot's figures divided by another's.</summary>
internal sealed record PeerRatios(
    double RepliesPerSecond64, double RepliesPerSecond512, double PacedAckP50, double PacedAckP99, double PacedAnswerP50, double PacedAnswerP99, double CpuPerReply);
