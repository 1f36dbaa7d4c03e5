using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>Where a text leads: links, mail addresses, names of sites, each in one spelling.</summary>
internal static partial class Addresses
{
    /// <summary>Writing them or not makes no difference to where an address leads.</summary>
    private static readonly string[] HarmlessSchemes = ["https://", "http://", "mailto:"];

    /// <summary>The addresses of a text, in their order.</summary>
    public static IEnumerable<string> In(string text) => Address().Matches(text).Select(match => Normalize(match.Value));

    /// <summary>An address without a harmless scheme and what a sentence puts after it, in lower case.</summary>
    public static string Normalize(string address)
    {
        address = address.TrimEnd('.', ',', ';', ':', '!', '?', ')', '/', '*', '_', '`').ToLowerInvariant();
        var scheme = Array.Find(HarmlessSchemes, scheme => address.StartsWith(scheme, StringComparison.Ordinal));
        return scheme is null ? address : address[scheme.Length..];
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}+.-]{2,20}://[^\s<>\])""»]*|mailto:[^\s)]+|[\p{L}\p{Nd}._%+-]{1,64}@[\p{L}\p{Nd}.-]+|(?<![\p{L}\p{Nd}-])(?:[\p{L}\p{Nd}-]{1,63}\.){1,8}\p{L}{2,24}(?:/[^\s<>\])""»`]*)?", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
