using System.Globalization;
using System.Text;

namespace AssistantBot.Benchmarks.Load;

/// <summary>A message as Teams posts it.</summary>
internal static class TeamsMessage
{
    private const string Tenant = "00000000-0000-0000-0000-000000000001";

    /// <summary>Writes the activity, as UTF-8. <c>{person}</c> in the text stands for the person's number.</summary>
    public static byte[] Write(string id, string conversation, int person, Uri serviceUrl, string text) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""
        {"type":"message","id":"{{{id}}}","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","serviceUrl":"{{{serviceUrl}}}","channelId":"msteams","from":{"id":"29:bench-{{{person}}}","name":"Bench {{{person}}}"},"conversation":{"conversationType":"personal","tenantId":"{{{Tenant}}}","id":"{{{conversation}}}"},"recipient":{"id":"28:bot","name":"Bot"},"text":"{{{text.Replace("{person}", person.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}}}","textFormat":"plain","locale":"en-US","channelData":{"tenant":{"id":"{{{Tenant}}}" } } }
        """));
}
