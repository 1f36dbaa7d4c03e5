using System.Collections.Frozen;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Guesses the language of a whole file from its commonest words.</summary>
internal static class LanguageGuess
{
    private static readonly FrozenSet<string> French = FrozenSet.ToFrozenSet(
        "le la les un une des du au aux et ou est sont je vous nous il elle mon ma mes votre vos notre pour dans sur avec par que qui quel quelle comment combien quand pas ne plus ce cette".Split(' '));

    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
        "the a an and or is are i you we he she it my your our for in on with by that which what how many when not no more this these of to from can do does be will".Split(' '));

    public static string Of(string text)
    {
        var french = 0;
        var english = 0;
        foreach (var word in text.Split([' ', '\n', '\t', '\'', '’', '.', ',', '?', '!', ':', ';', '(', ')', '\u00A0', '\u202F'], StringSplitOptions.RemoveEmptyEntries))
        {
            var lower = word.ToLowerInvariant();
            if (French.Contains(lower))
                french++;
            else if (English.Contains(lower))
                english++;
        }

        return english > french ? "en" : "fr";
    }
}
