namespace AssistantBot.Knowledge.Text;

/// <summary>Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980) with a few irregular words of office life.</summary>
internal static class EnglishStemmer
{
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["paid"] = "pai", ["pay"] = "pai", ["pays"] = "pai", ["paying"] = "pai", ["payment"] = "pai", ["payments"] = "pai",
        ["sent"] = "send", ["lost"] = "lose", ["losing"] = "lose", ["loses"] = "lose", ["bought"] = "bui", ["sold"] = "sell", ["left"] = "leav",
        ["children"] = "child", ["broken"] = "break", ["broke"] = "break", ["stolen"] = "steal", ["stole"] = "steal", ["took"] = "take", ["taken"] = "take", ["taking"] = "take", ["takes"] = "take",
        ["forgot"] = "forget", ["forgotten"] = "forget", ["held"] = "hold", ["met"] = "meet", ["kept"] = "keep", ["men"] = "man", ["women"] = "woman", ["feet"] = "foot",
        ["news"] = "news", ["bus"] = "bus", ["gas"] = "gas", ["meeting"] = "meeting", ["meetings"] = "meeting", ["training"] = "training", ["trainings"] = "training",
        ["university"] = "univers", ["booking"] = "book", ["leave"] = "leave", ["leaves"] = "leave", ["building"] = "building", ["buildings"] = "building", ["business"] = "busi",
        ["policy"] = "polici", ["policies"] = "polici", ["general"] = "general", ["organisation"] = "organ", ["organization"] = "organ", ["ill"] = "ill", ["written"] = "write", ["wrote"] = "write",
        ["delivery"] = "deliv", ["deliveries"] = "deliv", ["bill"] = "bill", ["bills"] = "bill", ["billing"] = "bill",
    };

    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("iser", "ise"), ("abli", "able"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"),
        ("ization", "ize"), ("isation", "ise"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("alise", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4 =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "ise"];

    public static string Stem(string word)
    {
        if (word.Length < 3 || !char.IsAsciiLetter(word[0]))
        {
            return word;
        }

        if (Exceptions.TryGetValue(word, out var known))
        {
            return known;
        }

        var stem = Step1A(word);
        stem = Step1B(stem);
        if (stem.Length > 2 && stem[^1] == 'y' && HasVowel(stem, stem.Length - 1))
        {
            stem = stem[..^1] + "i";
        }

        stem = Replace(stem, Step2, 0);
        stem = Replace(stem, Step3, 0);
        return Step5(RemoveSuffix(stem));
    }

    private static string Step1A(string word) => word switch
    {
        _ when word.EndsWith("sses", StringComparison.Ordinal) => word[..^2],
        _ when word.EndsWith("ies", StringComparison.Ordinal) => word.Length > 4 ? word[..^2] : word[..^1],
        _ when word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal) => word,
        _ when word[^1] == 's' => word[..^1],
        _ => word,
    };

    private static string Step1B(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
        {
            return Measure(word, word.Length - 3) > 0 ? word[..^1] : word;
        }

        var cut = word.EndsWith("ed", StringComparison.Ordinal) ? 2 : word.EndsWith("ing", StringComparison.Ordinal) ? 3 : 0;
        if (cut == 0 || word.Length - cut < 2 || !HasVowel(word, word.Length - cut))
        {
            return word;
        }

        var stem = word[..^cut];
        if (stem.EndsWith("at", StringComparison.Ordinal) || stem.EndsWith("bl", StringComparison.Ordinal) || stem.EndsWith("iz", StringComparison.Ordinal))
        {
            return stem + "e";
        }

        if (stem.Length > 1 && stem[^1] == stem[^2] && !IsVowel(stem, stem.Length - 1) && stem[^1] is not ('l' or 's' or 'z'))
        {
            return stem[..^1];
        }

        return Measure(stem, stem.Length) == 1 && EndsShort(stem) ? stem + "e" : stem;
    }

    private static string Replace(string word, (string Suffix, string Replacement)[] rules, int least)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal))
            {
                var length = word.Length - suffix.Length;
                return Measure(word, length) > least ? string.Concat(word.AsSpan(0, length), replacement) : word;
            }
        }

        return word;
    }

    private static string RemoveSuffix(string word)
    {
        foreach (var suffix in Step4)
        {
            if (!word.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            var length = word.Length - suffix.Length;
            if (suffix == "ent" && word.EndsWith("ment", StringComparison.Ordinal))
            {
                continue;
            }

            if (suffix == "ion" && (length == 0 || word[length - 1] is not ('s' or 't')))
            {
                continue;
            }

            return Measure(word, length) > 1 ? word[..length] : word;
        }

        return word;
    }

    private static string Step5(string word)
    {
        if (word[^1] == 'e')
        {
            var measure = Measure(word, word.Length - 1);
            if (measure > 1 || (measure == 1 && !EndsShort(word[..^1])))
            {
                word = word[..^1];
            }
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word, word.Length) > 1 ? word[..^1] : word;
    }

    private static bool IsVowel(string word, int index) =>
        word[index] is 'a' or 'e' or 'i' or 'o' or 'u' || (word[index] == 'y' && index > 0 && !IsVowel(word, index - 1));

    private static bool HasVowel(string word, int length)
    {
        for (var index = 0; index < length; index++)
        {
            if (IsVowel(word, index))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Number of vowel-consonant sequences in the first characters of the word.</summary>
    private static int Measure(string word, int length)
    {
        var measure = 0;
        var wasVowel = false;
        for (var index = 0; index < length; index++)
        {
            var isVowel = IsVowel(word, index);
            if (wasVowel && !isVowel)
            {
                measure++;
            }

            wasVowel = isVowel;
        }

        return measure;
    }

    private static bool EndsShort(string word)
    {
        var last = word.Length - 1;
        return last >= 2 && !IsVowel(word, last) && IsVowel(word, last - 1) && !IsVowel(word, last - 2) && word[last] is not ('w' or 'x' or 'y');
    }
}
