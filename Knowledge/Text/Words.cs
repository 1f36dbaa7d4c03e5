using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Text;

/// <summary>The words of a text as they are written: runs of letters.</summary>
internal static partial class Words
{
    /// <summary>The words, in their order.</summary>
    public static IEnumerable<string> In(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
