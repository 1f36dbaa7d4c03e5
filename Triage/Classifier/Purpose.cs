using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Classifier;

/// <summary>
/// What a message sets out to do, by how its sentences open: "how do I" and "can I" ask, "show me" and "je voudrais
/// réserver" have something done, anything else tells. Question marks are often left out, so openings count too.
/// </summary>
internal static class Purpose
{
    private static readonly HashSet<string> Preludes = Words(
        "hi hello hey hiya morning please so ok okay well and but also then now right sorry thanks um er quick question " +
        "good morning afternoon evening excuse me there " +
        "bonjour bonsoir salut coucou alors et mais donc ok bon euh voila dites dis donc pardon desole desolee excusez moi merci rebonjour re svp s il vous te plait");

    private static readonly HashSet<string> Questions = Words(
        "what which where when who whose whom how why is are was were do does did can could may might will would should shall has have had any " +
        "comment ou quand combien quel quelle quels quelles qui que quoi pourquoi est peut puis peux pouvez pourrais pourriez pourrait faut dois doit " +
        "avez as etes es sont aurait auriez lequel laquelle c qu y jusqu depuis a");

    private static readonly HashSet<string> Commands = Words(
        "set show tell play book add remove delete cancel call text send order buy find get give make put take turn switch stop start pause skip " +
        "read list check change update reset remind wake schedule reserve convert translate spell roll flip freeze block unblock report transfer " +
        "pay move open close print share increase raise lower renew register order help look search sync pair connect ping locate clear mark tick " +
        "mets montre dis joue reserve ajoute enleve supprime annule appelle envoie commande achete trouve donne fais allume eteins arrete lance " +
        "lis verifie change modifie rappelle reveille programme convertis traduis epelle bloque debloque vire paie ouvre ferme imprime partage " +
        "augmente baisse cherche connecte localise coche aide passe remets mettez montrez dites reservez ajoutez enlevez supprimez annulez envoyez " +
        "commandez donnez verifiez changez modifiez rappelez bloquez debloquez imprimez aidez trouvez expliquez explique");

    private static readonly HashSet<string> Wishes = Words(
        "i would like to want need to i am looking for i wish let us je voudrais souhaite aimerais veux cherche j aimerais il me faut besoin dois");

    /// <summary>The purpose of the last sentence that has one; "tells" when none has.</summary>
    public static string Of(MessageText text)
    {
        if (text.QuestionMarks > 0)
        {
            return "asks";
        }

        var purpose = "tells";
        foreach (var (first, count) in text.SentenceRanges())
        {
            var opening = first;
            while (opening < first + count - 1 && Preludes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.Word(opening)))
            {
                opening++;
            }

            var word = text.Word(opening);
            purpose = Questions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? "asks"
                : Commands.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) ? "commands"
                : WishesFor(text, opening, first + count) ? "wishes" : purpose;
        }

        return purpose;
    }

    private static bool WishesFor(MessageText text, int opening, int end)
    {
        var wishes = Wishes.GetAlternateLookup<ReadOnlySpan<char>>();
        var run = 0;
        while (opening + run < end && wishes.Contains(text.Word(opening + run)))
        {
            run++;
        }

        return run >= 2;
    }

    private static HashSet<string> Words(string words) => [.. words.Split(' ')];
}
