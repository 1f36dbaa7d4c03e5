namespace AssistantBot.Benchmarks.Comparison;

/// <summary>What a bot reached over all rounds: means of rates and latencies, sums of faults.</summary>
internal sealed record PeerFigures(
    double RepliesPerSecond64, double RepliesPerSecond512, double PacedAckP50Ms, double PacedAckP99Ms, double PacedAnswerP50Ms, double PacedAnswerP99Ms,
    int Lost, int Duplicates, int Inversions, int Refused, double CpuMicrosecondsPerReply)
{
    public static PeerFigures Of(IReadOnlyList<PeerRound> rounds)
    {
        var loads = rounds.SelectMany(round => new[] { round.Few, round.Many, round.Paced, round.Hard }).ToList();
        return new PeerFigures(
            Mean(round => round.Few.RepliesPerSecond), Mean(round => round.Many.RepliesPerSecond),
            Mean(round => round.Paced.AckP50Ms), Mean(round => round.Paced.AckP99Ms),
            Mean(round => round.Paced.AnswerP50Ms), Mean(round => round.Paced.AnswerP99Ms),
            loads.Sum(load => load.Lost), loads.Sum(load => load.Duplicates), loads.Sum(load => load.Inversions), loads.Sum(load => load.Refused),
            Mean(round => round.CpuMicrosecondsPerReply));

        double Mean(Func<PeerRound, double> figure) => Math.Round(rounds.Average(figure), 2);
    }

    /// <summary>Ratios of this to another; above 1 means more.</summary>
    public PeerRatios Over(PeerFigures other) => new(
        Ratio(RepliesPerSecond64, other.RepliesPerSecond64), Ratio(RepliesPerSecond512, other.RepliesPerSecond512),
        Ratio(PacedAckP50Ms, other.PacedAckP50Ms), Ratio(PacedAckP99Ms, other.PacedAckP99Ms),
        Ratio(PacedAnswerP50Ms, other.PacedAnswerP50Ms), Ratio(PacedAnswerP99Ms, other.PacedAnswerP99Ms),
        Ratio(CpuMicrosecondsPerReply, other.CpuMicrosecondsPerReply));

    private static double Ratio(double own, double other) => other == 0 ? 0 : Math.Round(own / other, 2);
}
