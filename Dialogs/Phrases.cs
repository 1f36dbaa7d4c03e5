using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Dialogs;

/// <summary>Short set phrases that answer the bot's own questions and buttons, French and English.</summary>
internal static class Phrases
{
    // "C'est bon" agrees to a choice, but to "shall I let someone know?" it says that all is well.
    private static readonly HashSet<string> WellWords = Set("c est bon|c est bon merci|c bon|ca ira|ca ira merci|ca va|ca va merci|ca va aller|i m fine|im fine|i am fine|i m ok|i m good|all good|it s fine|it s ok|that s fine|that s ok");
    private static readonly HashSet<string> RephraseWords = Set("reformuler|je reformule|put it another way|rephrase|i ll rephrase");
    private static readonly HashSet<string> PersonWords = Set("une personne|un humain|a person|a human|un conseiller|an agent|demander a quelqu un|ask someone|parler a quelqu un|parler a une personne|talk to someone|talk to a person|oui une personne|yes a person");
    private static readonly HashSet<string> MoreWords = Set("tout lire|lire la suite|la suite|read more|read all|more");
    private static readonly HashSet<string> SourceWords = Set("source|la source|voir la source|quelle est la source|ta source|votre source|tes sources|vos sources|see the source|show the source|show source|what is the source|what s the source|your source|sources");
    private static readonly HashSet<string> RejectWords = Set("ce n est pas ca|c est pas ca|pas ca|ce n est pas ma question|c est pas ma question|ce n est pas ce que je demande|ca ne repond pas|ca ne repond pas a ma question|ca ne m aide pas|mauvaise reponse|c est faux|that s not it|thats not it|not it|that is not it|that s not what i asked|that is not what i asked|wrong answer|that doesn t help|that does not help|that s wrong|not helpful|not what i asked");
    private static readonly HashSet<string> EndWords = Set("terminer|mettre fin|fin de l echange|end|end chat|end the chat|end the conversation");
    private static readonly HashSet<string> OtherWords = Set("autre chose|aucun|aucune|rien de tout ca|something else|none|none of these|neither|other");
    private static readonly HashSet<string> HandoffsHere = Set("relais ici|handoffs here|handoff here");
    private static readonly HashSet<string> CancelWords = Set("annuler|annule|annulez|cancel|laissez tomber|laisse tomber|never mind|nevermind");

    private static readonly string[][] Ordinals =
    [
        ["1", "le premier", "la premiere", "premier", "premiere", "first", "the first", "the first one", "un", "one"],
        ["2", "le deuxieme", "la deuxieme", "deuxieme", "le second", "la seconde", "second", "the second", "the second one", "deux", "two"],
        ["3", "le troisieme", "la troisieme", "troisieme", "third", "the third", "the third one", "trois", "three"],
    ];

    /// <summary>
    /// The answer to "shall I let a person know?": true for yes and for "a person" in any wording, false for no and for "I'm fine", null when the
    /// message says something else.
    /// </summary>
    public static bool? AnswersOffer(string text) =>
        IsPerson(text) ? true : WellWords.Contains(Normalize(text)) ? false : ConfirmRecognizer.Recognize(text);

    /// <summary>True when a yes says nothing more.</summary>
    public static bool IsBareYes(string text) => IsPerson(text) || (ConfirmRecognizer.Recognize(text) == true && Normalize(text).Split(' ').Length <= 3);

    public static bool IsPerson(string text) => PersonWords.Contains(Normalize(text));

    public static bool IsRephrase(string text) => RephraseWords.Contains(Normalize(text));

    public static bool IsMore(string text) => MoreWords.Contains(Normalize(text));

    public static bool IsSource(string text) => SourceWords.Contains(Normalize(text));

    public static bool IsRejection(string text) => RejectWords.Contains(Normalize(text));

    public static bool IsOther(string text) => OtherWords.Contains(Normalize(text));

    public static bool IsEnd(string text) => EndWords.Contains(Normalize(text));

    public static bool IsCancel(string text) => CancelWords.Contains(Normalize(text));

    public static bool IsHandoffsHere(string text) => HandoffsHere.Contains(Normalize(text));

    /// <summary>The choice a message names by its title or its place, or null.</summary>
    public static ClarifyChoice? Choose(string text, IReadOnlyList<ClarifyChoice> choices)
    {
        var said = Normalize(text);
        for (var i = 0; i < choices.Count; i++)
        {
            if (Normalize(choices[i].Title) == said || (i < Ordinals.Length && Ordinals[i].Contains(said)))
                return choices[i];
        }

        return null;
    }

    /// <summary>The text without case, accents and punctuation.</summary>
    public static string Normalize(string text)
    {
        text = text.Normalize();
        Span<char> buffer = stackalloc char[Math.Min(text.Length, 300)];
        text.AsSpan(0, buffer.Length).CopyTo(buffer);
        for (var i = 0; i < buffer.Length; i++)
        {
            if (!char.IsLetterOrDigit(buffer[i]))
                buffer[i] = ' ';
        }

        return TextFolding.Fold(string.Join(' ', new string(buffer).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static HashSet<string> Set(string phrases) => phrases.Split('|').ToHashSet(StringComparer.Ordinal);
}
