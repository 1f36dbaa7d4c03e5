using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AssistantBot.Storage.Sql;

/// <summary>Puts id and time at the front of an activity's JSON once they are known, which is only within the transaction.</summary>
internal static class StampedJson
{
    /// <summary>The activity with a timestamp and, if given, an id. It must have neither.</summary>
    /// <param name="activity">A JSON object with at least one member.</param>
    /// <param name="time">Unix milliseconds.</param>
    /// <param name="id">The id, or null.</param>
    public static byte[] Create(byte[] activity, long time, string? id)
    {
        var head = new StringBuilder("{");
        if (id is not null)
            head.Append("\"id\":\"").Append(JsonEncodedText.Encode(id).Value).Append("\",");
        head.Append("\"timestamp\":\"")
            .Append(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Append("\",");
        var stamped = new byte[Encoding.UTF8.GetMaxByteCount(head.Length) + activity.Length];
        var length = Encoding.UTF8.GetBytes(head.ToString(), stamped);
        activity.AsSpan(1).CopyTo(stamped.AsSpan(length));
        return stamped[..(length + activity.Length - 1)];
    }
}
