using System.Globalization;
using System.Text.Json;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// Puts id and time at the front of an activity's JSON. The time is known within the transaction only, which everybody waits for: so the JSON
/// is written before it, for the time that it will mostly be.
/// </summary>
/// <param name="activity">A JSON object with at least one member, neither id nor timestamp among them.</param>
/// <param name="id">The id, or null.</param>
/// <param name="likely">The time that it will mostly be, Unix milliseconds.</param>
internal sealed class StampedJson(byte[] activity, string? id, long likely)
{
    private const int TimeLength = 24;

    private readonly byte[] _likely = Create(activity, likely, id);

    /// <summary>The activity at a time, Unix milliseconds.</summary>
    public byte[] At(long time) => time == likely ? _likely : Create(activity, time, id);

    /// <summary>The activity with a timestamp and, if given, an id. It must have neither.</summary>
    /// <param name="activity">A JSON object with at least one member.</param>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="id">The id, or null.</param>
    public static byte[] Create(byte[] activity, long time, string? id)
    {
        Span<byte> stamp = stackalloc byte[TimeLength];
        DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.TryFormat(stamp, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var name = id is null ? [] : JsonEncodedText.Encode(id).EncodedUtf8Bytes;
        return id is null
            ? [.. "{\"timestamp\":\""u8, .. stamp, .. "\","u8, .. activity.AsSpan(1)]
            : [.. "{\"id\":\""u8, .. name, .. "\",\"timestamp\":\""u8, .. stamp, .. "\","u8, .. activity.AsSpan(1)];
    }
}
