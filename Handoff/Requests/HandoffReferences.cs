using System.Security.Cryptography;

namespace AssistantBot.Handoff.Requests;

/// <summary>References such as <c>K-204</c>: short enough to be said on the telephone. They are names, not secrets.</summary>
internal static class HandoffReferences
{
    // Without I, O and letters that sound alike in French and English.
    private const string Letters = "ABCDEFHKLMNPRSTVXZ";

    /// <summary>A reference that none of those given has; one digit longer when the short ones get scarce.</summary>
    public static string New(IReadOnlyCollection<string> taken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var digits = attempt < 8 ? RandomNumberGenerator.GetInt32(100, 1000) : RandomNumberGenerator.GetInt32(1000, 1_000_000);
            var reference = $"{Letters[RandomNumberGenerator.GetInt32(Letters.Length)]}-{digits}";
            if (!taken.Contains(reference))
                return reference;
        }
    }
}
