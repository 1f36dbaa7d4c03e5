namespace AssistantBot.Knowledge.Text;

/// <summary>Folded words that carry no subject: articles, pronouns, auxiliaries, question words, courtesies.</summary>
internal static class StopWords
{
    public static readonly HashSet<string> French = Split(
        """
        a ai aie aient ait alors as au aucun aucune aussi autre autres aux avaient avais avait avant avec avez aviez avions avoir avons
        ayant beaucoup bien bonjour bonsoir bref c ca car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci coment comme
        comment d dans de dedans dehors depuis des dessous dessus deux devoir devons devrai devrais devrait devrions dit dois doit doivent donc
        du elle elles en encore entre es est et etaient etais etait etant etc ete etes etre eu eux fais faisait faisant fait faites
        faire faudrait faut font fois furent fut hui il ils j je juste l la laquelle le lequel les lesquels leur leurs lors lui m ma mais me
        meme memes merci mes mien moi moins mon n ne ni non nos notre nous on ont or ou oui par parce pas pendant peu peut peuvent peux
        plait plus plutot possible pour pourquoi pourra pourrai pourrais pourrait pouvez pouvoir pouvons pouvait pu puis puisque q qu quand que quel
        quelle quelles quels quelqu quelque quelques quelquun qui quoi s sa salut sans sauf se sera serai serait serez seront ses si sien
        soit sommes son sont sous souvent suis sur svp stp t ta tel telle tes toi ton toujours tous tout toute toutes tres trop tu un une
        va vais vas vers veut veux veulent voici voila voudrais voudrait voulez vouloir vont vos votre vous vraiment vu y quid sait savoir sais savez
        moment aimerais aimerait souhaite souhaiterais souhaitez souhaiter voulais voulons pouvais allez allons aller ainsi afin apres combien
        cordialement dites dire peutetre est-ce estce
        """);

    public static readonly HashSet<string> English = Split(
        """
        a able about actually after again all also am an and another any anybody anyone anything are arent as at be because been before being
        both but by can cannot cant could couldnt d did didnt do does doesnt doing done dont each either else etc even ever every
        few for from get gets getting give go goes going gonna got had hadnt has hasnt have havent having he hello her here hers hi him his how i
        id if im in into is isnt it its itself ive just kind kindly know let lets like ll m many may maybe me might mine more most much must my myself
        no nor not now of on one ones only or other our ours out over own please possible re really s same shall she should shouldnt
        so some somebody someone something somewhere still such t than thank thanks that thats the their theirs them then there these they thing things
        this those though through to too u up us ve very wanna want wants was wasnt we were werent what whats when where whether which while who
        whom whose why will with without wont would wouldnt yes yet you your yours yourself tell hey dear
        """);

    private static HashSet<string> Split(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
