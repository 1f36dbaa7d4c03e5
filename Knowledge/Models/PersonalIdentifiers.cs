using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Models;

/// <summary>Masks what identifies a person before text goes to a model provider: the answer never needs it.</summary>
public static partial class PersonalIdentifiers
{
    /// <summary>
    /// Replaces IBANs, card numbers (checked by their last digit), French social security numbers, e-mail addresses and
    /// phone numbers by <c>[iban]</c>, <c>[card]</c>, <c>[nir]</c>, <c>[e-mail]</c> and <c>[phone]</c>.
    /// </summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Email().Replace(text, "[e-mail]");
        text = Iban().Replace(text, match => IsIban(match.Value) ? "[iban]" : match.Value);
        text = Nir().Replace(text, "[nir]");
        text = Card().Replace(text, match => IsCard(match.Value) ? "[card]" : match.Value);
        return Phone().Replace(text, match => match.Value.Count(char.IsAsciiDigit) is >= 9 and <= 15 ? "[phone]" : match.Value);
    }

    // Written in capitals it is one whatever its check digits say; "au 06 12…" is a phone number.
    private static bool IsIban(string text) => char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]) || HasIbanCheck(text);

    private static bool HasIbanCheck(string text)
    {
        var compact = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var remainder = 0;
        foreach (var character in compact[4..] + compact[..4])
            remainder = char.IsAsciiDigit(character) ? ((remainder * 10) + character - '0') % 97 : ((remainder * 100) + character - 'A' + 10) % 97;
        return remainder == 1;
    }

    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToArray();
        var sum = digits.Select((digit, index) => index % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2).Sum();
        return digits.Length is >= 13 and <= 19 && sum % 10 == 0;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}._%+-]+\s?@\s?[\p{L}\p{Nd}-]+(\.[\p{L}\p{Nd}-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[A-Z]{2}\s?\d{2}(?:[\s\u00A0\u202F.-]?[A-Z0-9]{2,4}){3,8}(?:[\s\u00A0\u202F.-]?[A-Z0-9]{1,3})?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<!\d)[1-478][\s\u00A0\u202F.-]?\d{2}[\s\u00A0\u202F.-]?(0[1-9]|1[0-2]|[2-9]\d)[\s\u00A0\u202F.-]?(\d{2}|2[ABab])[\s\u00A0\u202F.-]?\d{3}[\s\u00A0\u202F.-]?\d{3}([\s\u00A0\u202F./-]{0,3}\d{2})?(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Nir();

    [GeneratedRegex(@"(?<!\d)\d(?:[\s\u00A0\u202F.-]?\d){12,18}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<![\d\p{L}])(?:(?:\+|00)\d{1,3}[\s\u00A0\u202F.-]?(?:\(0\)[\s\u00A0\u202F.-]?)?\d|0[1-9])(?:[\s\u00A0\u202F.\-/]{0,2}\d{2,4}){3,5}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
