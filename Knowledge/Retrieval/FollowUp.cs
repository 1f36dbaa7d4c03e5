using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>Recognises questions that lean on the one before ("et pour les stagiaires ?", "what about weekends?", "combien ?").</summary>
internal static class FollowUp
{
    private const int LongestContent = 4;

    private static readonly string[] Openings =
    [
        "et ", "ou ", "mais ", "alors ", "donc ", "meme chose", "pareil", "idem", "sinon", "et si ", "dans ce cas", "meme pour", "aussi pour", "seulement", "uniquement", "a partir de quand", "jusqu'a quand", "depuis quand", "combien", "est-ce que c'est", "c'est ", "est-ce ", "ca ", "et pour", "pour les ", "pour un ", "pour une ", "pour le ", "pour la ",
        "and ", "or ", "but ", "what about", "how about", "what if", "same for", "same thing", "so ", "then ", "in that case", "even ", "only ", "what of", "until when", "since when", "from when", "how long", "how much", "how many", "how soon", "is it", "is that", "are they", "does it", "does that", "do they", "can it", "can they", "can i do that", "could it", "will it", "would it", "for ", "also ",
    ];

    private static readonly HashSet<string> Pointers = new(StringComparer.Ordinal)
    {
        "ca", "cela", "celui", "celle", "celles", "ceux", "en", "y", "it", "that", "those", "these", "them", "this", "one", "ones", "ceci", "meme", "memes", "dedans", "dessus", "they", "there", "same",
    };

    /// <summary>True when the text opens like a follow-up, points back or says almost nothing by itself.</summary>
    public static bool LeansOnEarlier(string text, string language)
    {
        var folded = TextFolding.Fold(text.Length > 400 ? text[..400] : text).Trim();
        var tokens = TextAnalyzer.Analyze(text.Length > 400 ? text[..400] : text, language);
        var content = 0;
        var points = false;
        foreach (var token in tokens)
        {
            content += token.IsStopWord ? 0 : 1;
            points |= Pointers.Contains(token.Folded);
        }

        return content <= LongestContent
            && (content <= 1 || (points && content <= 3) || Array.Exists(Openings, opening => folded.StartsWith(opening, StringComparison.Ordinal)));
    }
}
