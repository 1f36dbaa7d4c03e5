namespace AssistantBot.Knowledge.Text;

/// <summary>
/// A light stemmer for folded French words: plural, gender, the endings of regular verbs and the nouns made from them, so that
/// "rembourser", "remboursement", "remboursés" meet. It keeps stems of at least three letters and knows the pairs it would confuse.
/// </summary>
internal static class FrenchStemmer
{
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["departement"] = "departement", ["departements"] = "departement", ["equipement"] = "equipement", ["equipements"] = "equipement",
        ["travaux"] = "travail", ["yeux"] = "oeil", ["paie"] = "paie", ["paies"] = "paie", ["paye"] = "paie", ["payes"] = "paie", ["payer"] = "pay",
        ["paiement"] = "pay", ["paiements"] = "pay", ["payement"] = "pay", ["moment"] = "moment", ["fois"] = "fois", ["mois"] = "mois", ["pays"] = "pays",
        ["cours"] = "cours", ["temps"] = "temps", ["tiers"] = "tiers", ["colis"] = "colis", ["avis"] = "avis", ["acces"] = "acces",
        ["devis"] = "devis", ["tapis"] = "tapis", ["bras"] = "bras", ["repas"] = "repas", ["dos"] = "dos", ["bus"] = "bus", ["virus"] = "virus",
        ["prix"] = "prix", ["voix"] = "voix", ["choix"] = "choix", ["frais"] = "frais", ["deces"] = "deces", ["proces"] = "proces", ["succes"] = "succes",
        ["portable"] = "portable", ["portables"] = "portable", ["table"] = "table", ["tables"] = "table", ["vetement"] = "vetement", ["vetements"] = "vetement",
        ["element"] = "element", ["elements"] = "element", ["commentaire"] = "commentair", ["contrat"] = "contrat", ["delai"] = "delai", ["delais"] = "delai",
        ["formulaire"] = "formulair", ["formation"] = "formation", ["formations"] = "formation", ["former"] = "formation", ["station"] = "station",
        ["reunion"] = "reunion", ["reunions"] = "reunion", ["locaux"] = "locaux", ["lire"] = "lire", ["biens"] = "bien", ["mutuelle"] = "mutuel",
    };

    private static readonly (string Suffix, string Replacement, int Least)[] Suffixes =
    [
        ("issements", "", 3), ("issement", "", 3), ("issantes", "", 3), ("issaient", "", 3),
        ("ifications", "ifi", 2), ("ification", "ifi", 2), ("ications", "iqu", 3), ("ication", "iqu", 3),
        ("issant", "", 3), ("issent", "", 3), ("issait", "", 3), ("issons", "", 3), ("issez", "", 3),
        ("atrices", "", 3), ("atrice", "", 3), ("ateurs", "", 3), ("ateur", "", 3), ("ations", "", 3), ("ation", "", 3),
        ("ements", "", 4), ("ement", "", 4), ("eraient", "", 3), ("erions", "", 3), ("erait", "", 3), ("erais", "", 3), ("eront", "", 3), ("erons", "", 3), ("erez", "", 3), ("erai", "", 3), ("eras", "", 3), ("era", "", 3),
        ("iraient", "", 3), ("irait", "", 3), ("iront", "", 3), ("irez", "", 3), ("irai", "", 3), ("ira", "", 3),
        ("ences", "ent", 3), ("ence", "ent", 3), ("ances", "", 4), ("ance", "", 4), ("antes", "", 4), ("ante", "", 4), ("ants", "", 4), ("ant", "", 4),
        ("aient", "", 3), ("elles", "el", 3), ("elle", "el", 3), ("ennes", "en", 3), ("enne", "en", 3), ("onnes", "on", 3), ("onne", "on", 3),
        ("ables", "", 4), ("able", "", 4), ("ibles", "", 4), ("ible", "", 4), ("iques", "", 4), ("ique", "", 4), ("ives", "", 4), ("ive", "", 4), ("ifs", "", 4), ("if", "", 4),
        ("euses", "", 3), ("euse", "", 3), ("eurs", "", 4), ("eur", "", 4), ("eaux", "eau", 2), ("aux", "al", 2),
        ("ssions", "ss", 3), ("ssion", "ss", 3), ("dre", "d", 3), ("ions", "ion", 3), ("ait", "", 3), ("ais", "", 4), ("ees", "", 3), ("ent", "", 4), ("ons", "", 4), ("iez", "", 4), ("ez", "", 3), ("ee", "", 3), ("er", "", 3),
        ("irs", "", 4), ("ir", "", 3), ("ies", "i", 3), ("ie", "i", 3), ("its", "", 5), ("it", "", 5), ("is", "", 4), ("us", "", 4), ("es", "", 3), ("e", "", 3), ("s", "", 3), ("x", "", 4),
    ];

    public static string Stem(string word)
    {
        if (word.Length < 4 || !char.IsAsciiLetter(word[0]))
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var known))
        {
            return known;
        }

        foreach (var (suffix, replacement, least) in Suffixes)
        {
            if (word.Length - suffix.Length >= least && word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return Undouble(string.Concat(word.AsSpan(0, word.Length - suffix.Length), replacement));
            }
        }

        return Undouble(word);
    }

    private static string Undouble(string stem)
    {
        var last = stem.Length - 1;
        return stem.Length > 3 && stem[last] == stem[last - 1] && stem[last] is 'l' or 'n' or 't' or 's' or 'm' or 'p' or 'r'
            ? stem[..last]
            : stem;
    }
}
