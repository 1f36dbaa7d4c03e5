namespace AssistantBot.Knowledge.Text;

/// <summary>
/// Words that everybody uses about everything: numbers, degrees, places in space and time, general verbs and adjectives. They are no stop words,
/// since a question may turn on one, but an entry that lacks them may well be the one that is meant.
/// </summary>
internal static class CommonWords
{
    private static readonly HashSet<string> French = Stems("fr",
        """
        zero trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents mille million
        premier premiere second seconde troisieme dernier derniere prochain prochaine suivant suivante precedent unique seul seule plusieurs certains certaines divers differents differente
        moitie double triple environ presque assez trop tant tellement absolument vraiment seulement simplement exactement justement normalement generalement habituellement
        parfois souvent jamais toujours rarement immediatement tot tard bientot autrefois avant-hier ensuite enfin puis desormais maintenant instant actuellement recemment longtemps ailleurs partout
        loin pres proche autour dessus dessous devant derriere bas haut droite gauche milieu cote coin bout bord fond partie reste ensemble entier entiere complet complete
        grand grande petit petite gros grosse long longue court courte large etroit lourd lourde leger legere gentil bon bonne mauvais mauvaise mieux pire beau belle joli moche
        facile difficile simple complique possible impossible certain sur vrai vraie faux fausse pareil egal normal normale special speciale general generale propre
        rouge bleu bleue vert verte jaune noir noire blanc blanche gris grise rose orange marron violet
        chose choses truc trucs machin facon maniere genre sorte type cas fois exemple raison but idee avis sens cause effet suite niveau nombre quantite
        personne personnes gens homme femme monsieur madame garcon fille type ami amie autrui monde
        savoir connaitre croire penser trouver sembler paraitre rester devenir tenir mettre prendre laisser passer aller venir arriver partir revenir rentrer entrer sortir monter descendre
        voir regarder entendre ecouter sentir toucher parler dire raconter repondre expliquer montrer appeler demander vouloir aimer preferer detester esperer souhaiter essayer tenter
        commencer continuer finir terminer arreter reprendre servir utiliser employer besoin envie peur habitude chance erreur tromper manquer perdre gagner garder porter tirer pousser
        contenir concerner compter convenir suffire falloir valoir permettre empecher eviter obliger aider proposer exister avoir lieu mal bien tort raison honte
        quelquun quelquechose nimporte lequel laquelle auquel duquel dont ainsi malgre selon sauf parmi entre contre outre durant lors tandis sinon cependant pourtant toutefois
        clairement directement rapidement lentement facilement uniquement notamment vivement franchement apparemment sincerement evidemment
        """);

    private static readonly HashSet<string> English = Stems("en",
        """
        zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen
        first second third last next previous following single only several various different certain half double triple twice once couple pair
        almost nearly quite rather too enough absolutely exactly simply just normally generally usually sometimes often never always rarely seldom immediately soon late later early earlier
        ago already yet still now currently recently lately moment instant long tonight everywhere anywhere nowhere elsewhere far near close around above below under beneath beside behind front back
        along across through against among between within outside inside towards upon per via during despite unless until till since while whereas whether
        top bottom middle side corner end edge part rest whole entire complete total full empty together apart alone away
        big large huge great small little tiny long short wide narrow heavy light nice good better best bad worse worst fine beautiful pretty ugly
        easy hard difficult simple possible impossible sure true false same equal normal special general own proper right left straight
        red blue green yellow black white grey gray pink orange brown purple
        thing things stuff way ways kind sort type case time times example reason point idea sense cause effect level number amount quantity base
        person people folk man woman guy guys boy girl friend everyone everybody nobody world
        know believe think find seem appear stay become hold put take leave let pass go come arrive depart return enter
        see look watch hear listen feel touch speak talk say says said tell told call ask answer reply explain show want like prefer hate hope wish try
        start begin continue finish stop resume serve use need fear habit luck mistake miss lose win keep carry pull push sit stand lie walk run turn move
        contain concern count matter fit suit suffice allow prevent avoid oblige help offer exist happen wrong trouble
        whatever whichever whoever wherever however therefore though although otherwise instead moreover besides anyway indeed perhaps probably obviously clearly directly
        quickly slowly easily merely mainly honestly apparently literally properly basically somehow somewhat
        """);

    /// <summary>True when a stem belongs to a word of this kind.</summary>
    /// <param name="stem">A stem as <see cref="TextAnalyzer"/> gives it.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public static bool Contains(string stem, string language) => (TextAnalyzer.IsEnglish(language) ? English : French).Contains(stem);

    private static HashSet<string> Stems(string language, string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => TextAnalyzer.Stem(word, language)).ToHashSet(StringComparer.Ordinal);
}
