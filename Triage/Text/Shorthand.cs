namespace AssistantBot.Triage.Text;

/// <summary>Written-out forms of contractions and of what people type in a hurry.</summary>
internal static class Shorthand
{
    private static readonly Dictionary<string, string> Forms = Build();
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Forms.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words a folded word stands for, separated by spaces; null when it stands for itself.</summary>
    public static string? Expand(ReadOnlySpan<char> word) => Lookup.TryGetValue(word, out var words) ? words : null;

    /// <summary>True for the elided French words that stand before an apostrophe.</summary>
    public static bool IsElision(ReadOnlySpan<char> word) => word is
        "j" or "l" or "d" or "c" or "n" or "m" or "t" or "s" or "qu" or "jusqu" or "lorsqu" or "puisqu" or "quelqu"
        or "presqu" or "quoiqu" or "aujourd" or "y";

    /// <summary>True for the English words after which 's stands for "is".</summary>
    public static bool TakesIs(ReadOnlySpan<char> word) => word is
        "it" or "that" or "what" or "where" or "who" or "how" or "he" or "she" or "there" or "here" or "when" or "why";

    private static Dictionary<string, string> Build()
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cannot"] = "can not", ["cant"] = "can not", ["wont"] = "will not", ["shant"] = "shall not",
            ["aint"] = "is not", ["im"] = "i am", ["ive"] = "i have", ["youre"] = "you are", ["youve"] = "you have",
            ["theyre"] = "they are", ["theyve"] = "they have", ["weve"] = "we have", ["hes"] = "he is",
            ["shes"] = "she is", ["thats"] = "that is", ["whats"] = "what is", ["wheres"] = "where is",
            ["whos"] = "who is", ["hows"] = "how is", ["theres"] = "there is", ["lets"] = "let us", ["itll"] = "it will",
            ["youll"] = "you will", ["theyll"] = "they will", ["youd"] = "you would", ["theyd"] = "they would",
            ["gonna"] = "going to", ["wanna"] = "want to", ["gotta"] = "got to", ["gimme"] = "give me",
            ["lemme"] = "let me", ["dunno"] = "do not know", ["kinda"] = "kind of",
            ["u"] = "you", ["ur"] = "your", ["pls"] = "please", ["plz"] = "please", ["plse"] = "please",
            ["thx"] = "thanks", ["thks"] = "thanks", ["ppl"] = "people", ["smth"] = "something", ["smb"] = "somebody",
            ["mgr"] = "manager", ["abt"] = "about",
            ["jai"] = "j ai", ["gt"] = "j etais", ["javais"] = "j avais", ["jaimerais"] = "j aimerais",
            ["jvoudrais"] = "je voudrais", ["jveux"] = "je veux", ["jpeux"] = "je peux", ["jarrive"] = "j arrive",
            ["jsuis"] = "je suis", ["chuis"] = "je suis", ["chui"] = "je suis", ["jsui"] = "je suis",
            ["jcrois"] = "je crois", ["jpense"] = "je pense", ["jme"] = "je me", ["jsais"] = "je sais",
            ["chais"] = "je sais", ["jen"] = "j en", ["cest"] = "c est", ["cetait"] = "c etait", ["ya"] = "y a",
            ["yen"] = "y en", ["pk"] = "pourquoi", ["pq"] = "pourquoi", ["pkoi"] = "pourquoi",
            ["qqn"] = "quelqu un", ["qqun"] = "quelqu un", ["kelkun"] = "quelqu un", ["quelquun"] = "quelqu un",
            ["quelqun"] = "quelqu un", ["qqch"] = "quelque chose", ["qqc"] = "quelque chose", ["tt"] = "tout",
            ["ts"] = "tous", ["tjs"] = "toujours", ["tjrs"] = "toujours", ["toujour"] = "toujours",
            ["bcp"] = "beaucoup", ["rdv"] = "rendez vous", ["svp"] = "s il vous plait", ["stp"] = "s il te plait",
            ["silvousplait"] = "s il vous plait", ["sivouplait"] = "s il vous plait", ["mr"] = "monsieur",
            ["mme"] = "madame", ["resp"] = "responsable", ["ke"] = "que", ["koi"] = "quoi", ["ki"] = "qui",
            ["kan"] = "quand", ["dsl"] = "desole", ["mtn"] = "maintenant", ["ds"] = "dans", ["pr"] = "pour",
            ["slt"] = "salut", ["bjr"] = "bonjour", ["bsr"] = "bonsoir", ["cc"] = "coucou", ["msg"] = "message",
            ["qd"] = "quand", ["vs"] = "vous", ["ns"] = "nous", ["nn"] = "non", ["dac"] = "d accord",
        };

        foreach (var verb in (ReadOnlySpan<string>)
        [
            "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should", "must",
            "need",
        ])
        {
            forms[verb + "nt"] = verb + " not";
        }

        return forms;
    }
}
