using System.Security.Cryptography;
using System.Text.Json;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Names the content of a knowledge base.</summary>
public static class KnowledgeVersion
{
    /// <summary>The hash of one entry's content.</summary>
    public static string Of(KnowledgeEntry entry) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry)).AsSpan(0, 16));

    /// <summary>Makes a base of <paramref name="entries"/>, ordered by id and language, with the hash of its content as version.</summary>
    public static KnowledgeBase Create(IEnumerable<KnowledgeEntry> entries)
    {
        KnowledgeEntry[] ordered = [.. entries
            .OrderBy(entry => entry.Id, StringComparer.Ordinal)
            .ThenBy(entry => entry.Language, StringComparer.Ordinal)];
        if (ordered.Length == 0)
            return KnowledgeBase.Empty;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in ordered)
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(entry));
        return new KnowledgeBase(Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16)), ordered);
    }
}
