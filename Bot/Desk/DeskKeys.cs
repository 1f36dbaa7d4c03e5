using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AssistantBot.Bot.Desk;

/// <summary>Keys of one-time entry links for the desk's local mode: printed in the console, dead once used, gone at exit.</summary>
public sealed class DeskKeys
{
    private readonly ConcurrentDictionary<string, byte> _unused = new(StringComparer.Ordinal);

    /// <summary>A new key, for <c>/desk?key=…</c>.</summary>
    public string Issue()
    {
        var key = RandomNumberGenerator.GetHexString(48, lowercase: true);
        _unused[key] = 0;
        return key;
    }

    /// <summary>Uses a key up.</summary>
    /// <returns>True the first time, false ever after and for a key that never was.</returns>
    public bool Redeem(string key) => _unused.TryRemove(key, out _);
}
