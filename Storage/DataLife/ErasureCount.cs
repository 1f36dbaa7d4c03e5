namespace AssistantBot.Storage.DataLife;

/// <summary>What an erasure took away.</summary>
/// <param name="Messages">Lines of transcripts.</param>
/// <param name="Handoffs">Handoffs.</param>
/// <param name="Files">Files.</param>
public sealed record ErasureCount(long Messages, long Handoffs, long Files)
{
    /// <summary>Both together.</summary>
    public static ErasureCount operator +(ErasureCount left, ErasureCount right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Messages + right.Messages, left.Handoffs + right.Handoffs, left.Files + right.Files);
    }

    /// <summary>Both together.</summary>
    public static ErasureCount Add(ErasureCount left, ErasureCount right) => left + right;
}
