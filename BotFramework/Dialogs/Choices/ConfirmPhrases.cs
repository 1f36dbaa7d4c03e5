namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>
/// French and English ways of saying yes and no, written as <see cref="AnswerText"/> gives them: without accents, apostrophes as spaces,
/// and without the French "ne".
/// </summary>
internal static class ConfirmPhrases
{
    /// <summary>What counts only when nothing else is said.</summary>
    public static readonly Dictionary<string, bool> Whole = new(StringComparer.Ordinal)
    {
        ["y"] = true, ["o"] = true, ["k"] = true, ["kk"] = true, ["si"] = true, ["si si"] = true, ["sur"] = true, ["go"] = true, ["ca va"] = true,
        ["right"] = true, ["grave"] = true, ["clair"] = true, ["do"] = true, ["je veux"] = true, ["i do"] = true, ["i would"] = true,
        ["i will"] = true, ["i am"] = true, ["it is"] = true, ["we do"] = true, ["we are"] = true, ["it does"] = true, ["positif"] = true,
        ["n"] = false, ["nn"] = false, ["na"] = false, ["aucun"] = false, ["rien"] = false, ["nothing"] = false, ["none"] = false,
        ["i m good"] = false, ["i m fine"] = false, ["i am good"] = false, ["i am fine"] = false, ["im good"] = false, ["ca ira"] = false, ["ca va aller"] = false,
        ["i do not"] = false, ["i don t"] = false, ["i dont"] = false, ["i won t"] = false, ["i wouldn t"] = false, ["it isn t"] = false,
        ["it is not"] = false, ["it s not"] = false, ["i m not"] = false, ["i am not"] = false, ["do not"] = false, ["don t"] = false, ["dont"] = false,
        ["not"] = false, ["pas"] = false, ["stop"] = false, ["moi non plus"] = false,
    };

    /// <summary>Everything that is looked for inside an answer.</summary>
    public static readonly Dictionary<string, ConfirmMeaning> Inside = Build(
        (ConfirmMeaning.Filler, """
            merci; merci bien; merci beaucoup; svp; stp; s il vous plait; s il te plait; please; pls; plz; thanks; thank you; thx; ty; ah; oh; euh; heu;
            ben; bah; beh; eh; eh bien; hein; bon; mais; alors; hmm; hm; mmm; well; so; then; voila; bonjour; hello; hi; monsieur; madame; maintenant; now; um; uh; er
            """),
        (ConfirmMeaning.StrongYes, """
            oui; ouais; ouai; oue; ouaip; ouep; yep; yup; yes; yeah; yea; ya; yah; yas; yess; aye; oui oui; mais oui; bien sur que oui; affirmatif; affirmative;
            je pense que oui; je crois que oui; plutot oui; je dirais oui; moi oui; yessir; 👍; ✅; ✔; ☑; 👌; 🆗; 💯
            """),
        (ConfirmMeaning.StrongNo, """
            non; no; nope; nan; nah; naw; nay; nenni; que nenni; negatif; negative; mais non; non non; non merci; no thanks; no thank you; no thx; bien sur que non;
            je pense que non; je crois que non; plutot non; je dirais non; no way; 👎; ❌; ✖; 🚫; 🙅
            """),
        (ConfirmMeaning.Yes, """
            ok; okay; okey; oki; okidoki; okie; d accord; d ac; dac; daccord; entendu; compris; bien sur; bien entendu; evidemment; naturellement; certainement; assurement;
            absolument; exactement; exact; tout a fait; parfaitement; parfait; carrement; clairement; totalement; volontiers; avec plaisir; avec joie;
            pourquoi pas; pas de souci; pas de soucis; pas de probleme; pas de pb; aucun souci; aucun probleme; sans probleme; sans souci; ca marche; ca roule; ca me va;
            ca me convient; c est bon; c est bon pour moi; c est ca; c est exact; c est cela; c est juste; c est correct; c est d accord; c est parfait; je veux bien; j aimerais bien; je voudrais bien;
            je confirme; je valide; je suis d accord; j accepte; bonne idee; tres bien; super; genial; nickel; impec; top; allez y; vas y; allons y; allez; on y va;
            faites; faites le; fais le; correct; vrai; juste; et comment; tu m etonnes; je suppose; je suppose que oui; si possible; ce serait bien; ca serait bien;
            c est gentil; confirme; valide; avec grand plaisir; entendu; banco; yallah; marche; je le veux;
            sure; sure thing; of course; definitely; certainly; absolutely; indeed; totally; for sure; by all means; go for it; go ahead; do it; please do; let s do it; let s do that;
            let s go; lets go; fine; fine by me; that s fine; that is fine; alright; all right; correct; exactly; perfect; great; cool; sounds good; sounds great; sounds fine; good idea;
            works for me; that works; i d like that; i would like that; i d love to; i d love that; i d like to; i would love to; that would be great; that d be great; that would be nice; that would be good;
            that s right; that is right; that s correct; that is correct; you bet; you got it; uh huh; mhm; mm hmm; i guess; i guess so; i suppose so; i think so; i believe so;
            why not; no problem; no prob; no worries; not a problem; no doubt; i agree; i accept; i confirm; confirmed; agreed; true; got it; works; positive; why yes
            """),
        (ConfirmMeaning.No, """
            pas du tout; pas vraiment; pas trop; pas tellement; pas exactement; pas tout a fait; pas la peine; pas besoin; pas necessaire; pas utile; pas d accord; pas ok; pas bon; pas correct; pas ca;
            pas exact; pas interesse; pas interessee; surtout pas; certainement pas; absolument pas; evidemment pas; surement pas; jamais; jamais de la vie; je crois pas; je pense pas; je veux pas; j crois pas; j pense pas; j veux pas;
            je souhaite pas; je prefere pas; je prefere eviter; je prefererais pas; je voudrais pas; j aimerais pas; j ai pas envie; pas envie; pas question; hors de question; inutile;
            sans facon; laissez tomber; laisse tomber; laissez; laisse; oubliez; oublie; tant pis; annule; annulez; annuler; faux; c est faux; incorrect; je refuse; j ai pas besoin; j en ai pas besoin;
            plus besoin; c est pas la peine; aucun interet; aucune envie; peut etre pas; ca suffit; pas pour moi; je m en passe; je m en passerai; pas interesse du tout; c est inutile;
            not at all; of course not; absolutely not; certainly not; definitely not; not really; never; don t bother; i don t think so; i dont think so; i do not think so; i d rather not; i would rather not;
            i prefer not; i d prefer not; please don t; please do not; forget it; never mind; nevermind; leave it; wrong; that s wrong; false; not right; that s not right; not correct; not ok; not okay; not good;
            not interested; no need; i don t need; i don t want; i do not want; i dont want; i don t want to; i disagree; cancel; not for me; i refuse; i ll pass; hard pass; no chance; not necessary; probably not;
            maybe not; i guess not; i suppose not; i hope not; i m afraid not; why would i; no use
            """),
        (ConfirmMeaning.Later, """
            pas maintenant; pas tout de suite; pas encore; plus tard; une autre fois; pas aujourd hui; pas pour l instant; pas pour le moment; tout a l heure; demain; pas ce soir;
            not now; not yet; later; maybe later; another time; not today; not right now; not at the moment; some other time; tomorrow
            """),
        (ConfirmMeaning.Unsure, """
            peut etre; je sais pas; j sais pas; jsp; chais pas; aucune idee; pas sur; pas sure; pas certain; pas certaine; je hesite; j hesite; ca depend; oui et non; comme vous voulez;
            comme tu veux; ni oui ni non; bof; sans doute; mouais; je me demande; quoi; comment ca; pardon; pourquoi;
            maybe; perhaps; i don t know; i dont know; i do not know; not sure; i m not sure; dunno; idk; no idea; it depends; depends; yes and no; yes no; whatever; up to you; what; why; possibly; no clue
            """),
        (ConfirmMeaning.Correction, "finalement; enfin; plutot; en fait; actually; wait; attendez; attends; sorry; oups; oops; i mean; je veux dire; rather"));

    /// <summary>Words that occur in any phrase; they are not taken for stretched spellings of others.</summary>
    public static readonly HashSet<string> Vocabulary = [.. Inside.Keys.Concat(Whole.Keys).SelectMany(phrase => phrase.Split(' '))];

    /// <summary>Words of the longest phrase.</summary>
    public static readonly int MaxWords = Inside.Keys.Max(phrase => phrase.Split(' ').Length);

    private static Dictionary<string, ConfirmMeaning> Build(params (ConfirmMeaning Meaning, string Phrases)[] groups)
    {
        var phrases = new Dictionary<string, ConfirmMeaning>(StringComparer.Ordinal);
        foreach (var (meaning, list) in groups)
        {
            foreach (var phrase in list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                phrases.TryAdd(string.Join(' ', phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), meaning);
        }

        return phrases;
    }
}
