namespace AssistantBot.Knowledge.Retrieval;

/// <summary>
/// Fuses two rankings by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009): what stands high in both wins, whatever scale their scores
/// are on.
/// </summary>
internal static class ReciprocalRank
{
    private const double Constant = 60;

    /// <summary>What a place in one ranking is worth; nothing when it is not in it.</summary>
    /// <param name="rank">The place from 0, or null.</param>
    public static double Worth(int? rank) => rank is { } place ? 1 / (Constant + place + 1) : 0;
}
