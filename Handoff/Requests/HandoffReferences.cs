using System.Globalization;

namespace AssistantBot.Handoff.Requests;

/// <summary>References such as <c>K-204</c>: short enough to be said on the telephone. They are names, not secrets.</summary>
internal static class HandoffReferences
{
    // Without I, O and letters that sound alike in French and English.
    private const string Letters = "KARDVBMTFXHZCELNPS";
    private const int First = 100;

    /// <summary>The reference of a handoff that begins in a turn. Every turn has its own inbox row, and so every handoff its own reference.</summary>
    /// <param name="inboxId">The turn's inbox row.</param>
    public static string Of(long inboxId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters[(int)(inboxId % Letters.Length)]}-{First + (inboxId / Letters.Length)}");
}
