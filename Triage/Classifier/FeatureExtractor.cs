using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Classifier;

/// <summary>Turns a message into features. Stateless apart from its thesaurus.</summary>
internal sealed class FeatureExtractor(ConceptThesaurus thesaurus)
{
    private const int ShortestLetters = 3;
    private const int LongestLetters = 5;
    private const ulong HashSeed = 14695981039346656037UL;
    private const ulong HashPrime = 1099511628211UL;

    /// <summary>The concepts it knows.</summary>
    public ConceptThesaurus Thesaurus => thesaurus;

    /// <summary>Adds the features of a message to a list.</summary>
    public void Extract(MessageText text, List<Feature> features)
    {
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            AddWord(text, i, features);
        }

        AddLetters(text, features);
        var grave = AddConcepts(text, features);
        AddForm(text, features);
        AddPurpose(text, grave, features);
    }

    private static void AddWord(MessageText text, int i, List<Feature> features)
    {
        var word = Shape(text, i);
        var key = Hash(FeatureKind.Word, word);
        features.Add(new Feature(key, FeatureKind.Word, i, 1));
        var sameSentence = i > 0 && text.Tokens[i - 1].Sentence == text.Tokens[i].Sentence;
        var previous = sameSentence ? Shape(text, i - 1) : "^";
        features.Add(new Feature(Hash(FeatureKind.Pair, previous, word), FeatureKind.Pair, sameSentence ? i - 1 : i, sameSentence ? 2 : 1));
        if (i > 1 && text.Tokens[i - 2].Sentence == text.Tokens[i].Sentence)
        {
            features.Add(new Feature(Hash(FeatureKind.Pair, Shape(text, i - 2), word, 1), FeatureKind.Pair, i - 2, 3));
        }
    }

    /// <summary>Letters in a row, across the spaces between words: they hold endings, typos and the seams of set phrases.</summary>
    private static void AddLetters(MessageText text, List<Feature> features)
    {
        const int Margin = 2;
        var line = new char[text.Folded.Length + (2 * Margin)].AsSpan();
        line.Fill(' ');
        text.Folded.CopyTo(line[Margin..]);
        foreach (ref var c in line)
        {
            c = char.IsAsciiDigit(c) ? '0' : c;
        }

        for (var n = ShortestLetters; n <= LongestLetters; n++)
        {
            var token = 0;
            for (var start = 0; start + n <= line.Length; start++)
            {
                var middle = start + (n / 2) - Margin;
                while (token < text.Tokens.Length - 1 && middle >= text.Tokens[token].Start + text.Tokens[token].Length)
                {
                    token++;
                }

                features.Add(new Feature(Hash(FeatureKind.Letters, line.Slice(start, n)), FeatureKind.Letters, token, 1));
            }
        }
    }

    private int AddConcepts(MessageText text, List<Feature> features)
    {
        var hits = new List<ConceptHit>();
        thesaurus.Find(text, hits);
        var distinct = new List<ConceptHit>();
        foreach (var hit in hits)
        {
            if (!distinct.Exists(h => h.Concept == hit.Concept))
            {
                distinct.Add(hit);
                if (thesaurus.Names[hit.Concept][0] != '~')
                {
                    features.Add(new Feature(Hash(FeatureKind.Concept, thesaurus.Names[hit.Concept]), FeatureKind.Concept, hit.FirstToken, hit.TokenCount));
                }
            }
        }

        var grave = distinct.Count(hit => thesaurus.Names[hit.Concept][0] == '!');
        features.Add(new Feature(Hash(FeatureKind.Concept, grave switch { 0 => "nothing grave", 1 => "one grave", _ => "several grave" }), FeatureKind.Concept, -1, 0));
        distinct.Sort((a, b) => a.Concept.CompareTo(b.Concept));
        for (var a = 0; a < distinct.Count; a++)
        {
            for (var b = a + 1; b < distinct.Count; b++)
            {
                var key = Hash(FeatureKind.ConceptPair, thesaurus.Names[distinct[a].Concept], thesaurus.Names[distinct[b].Concept]);
                features.Add(new Feature(key, FeatureKind.ConceptPair, distinct[a].FirstToken, distinct[a].TokenCount));
            }
        }

        return grave;
    }

    /// <summary>What the message sets out to do (ask, have something done, tell), alone and beside grave matters.</summary>
    private static void AddPurpose(MessageText text, int grave, List<Feature> features)
    {
        void Add(string name) => features.Add(new Feature(Hash(FeatureKind.Form, name), FeatureKind.Form, -1, 0));

        var purpose = Purpose.Of(text);
        Add(purpose);
        Add(purpose + (grave switch { 0 => ", nothing grave", 1 => ", one grave", _ => ", several grave" }));
    }

    private static void AddForm(MessageText text, List<Feature> features)
    {
        void Add(string name) => features.Add(new Feature(Hash(FeatureKind.Form, name), FeatureKind.Form, -1, 0));

        var words = text.Tokens.Length;
        Add(words switch { 0 => "empty", 1 => "one word", <= 3 => "few words", <= 7 => "short", <= 14 => "middle", <= 25 => "long", _ => "very long" });
        Add(text.Sentences switch { <= 1 => "one sentence", 2 => "two sentences", _ => "several sentences" });
        Add(text.QuestionMarks switch { 0 => "no question mark", 1 => "question mark", _ => "question marks" });
        if (text.Exclamations > 0)
        {
            Add(text.Exclamations > 1 ? "exclamations" : "exclamation");
        }

        if (text.Ellipses > 0)
        {
            Add("ellipsis");
        }

        if (text.Shouted > 0)
        {
            Add(text.Shouted > 2 ? "shouting" : "capitals");
        }

        if (text.SadEmoji > 0)
        {
            Add("sad");
        }

        if (text.AngryEmoji > 0)
        {
            Add("angry");
        }

        if (text.OtherEmoji > 0)
        {
            Add("smile");
        }

        AddQuestionEnd(text, Add);
    }

    /// <summary>A message of several sentences that ends in a question asks; the rest is often only its preface.</summary>
    private static void AddQuestionEnd(MessageText text, Action<string> add)
    {
        var trimmed = text.Original.AsSpan().TrimEnd();
        if (trimmed.EndsWith("?"))
        {
            add(text.Sentences > 1 ? "last sentence asks" : "only sentence asks");
        }
    }

    private static ReadOnlySpan<char> Shape(MessageText text, int i) => text.Tokens[i].IsNumber
        ? text.Tokens[i].Length switch { 1 => "0", 2 => "00", 3 => "000", 4 => "0000", _ => "00000" }
        : text.Word(i);

    private static ulong Hash(FeatureKind kind, ReadOnlySpan<char> text) => Append(Begin(kind), text);

    private static ulong Hash(FeatureKind kind, ReadOnlySpan<char> first, ReadOnlySpan<char> second, int gap = 0) =>
        Append((Append(Begin(kind), first) ^ (ulong)(0x1F + gap)) * HashPrime, second);

    private static ulong Begin(FeatureKind kind) => (HashSeed ^ (ulong)kind) * HashPrime;

    private static ulong Append(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * HashPrime;
        }

        return hash;
    }
}
