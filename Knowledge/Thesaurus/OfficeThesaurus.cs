using System.Reflection;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Thesaurus;

/// <summary>
/// Concepts of working life with their French and English terms: the bridge between synonyms, everyday paraphrases and languages.
/// Immutable and thread-safe.
/// </summary>
public sealed class OfficeThesaurus
{
    private const float AmbiguousStrength = 0.7f;
    private const string ResourcePrefix = "thesaurus/";

    // Small words that change the meaning of a term and therefore stay in it ("log in", "sans fil").
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal)
    {
        "in", "out", "up", "off", "on", "over", "down", "back", "away", "not", "no", "without",
        "sans", "non", "pas", "hors", "avant", "apres", "plus", "deux",
    };

    private static readonly Lazy<OfficeThesaurus> Shipped = new(LoadShipped);

    private readonly PhraseTrie _french = new();
    private readonly PhraseTrie _english = new();
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    private OfficeThesaurus(IReadOnlyList<Concept> concepts)
    {
        Concepts = concepts;
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < concepts.Count; index++)
        {
            if (!byId.TryAdd(concepts[index].Id, index))
            {
                throw new ThesaurusFormatException($"concept [{concepts[index].Id}] is defined twice");
            }
        }

        Related = Neighbours(concepts, byId);
        for (var index = 0; index < concepts.Count; index++)
        {
            AddTerms(_french, concepts[index].French, "fr", index);
            AddTerms(_english, concepts[index].English, "en", index);
        }
    }

    /// <summary>The thesaurus that ships with the product.</summary>
    public static OfficeThesaurus Default => Shipped.Value;

    /// <summary>All concepts.</summary>
    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>For each concept the indexes of its neighbours.</summary>
    internal int[][] Related { get; }

    /// <summary>Every folded content word of the terms, for correcting typing errors.</summary>
    internal IReadOnlyCollection<string> Words => _words;

    /// <summary>Builds a thesaurus from files.</summary>
    /// <param name="files">Name and content of each file; see <see cref="ThesaurusFile"/> for the format.</param>
    /// <exception cref="ThesaurusFormatException">A file is broken, a concept is defined twice or a related concept does not exist.</exception>
    public static OfficeThesaurus Create(IEnumerable<(string Name, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new OfficeThesaurus(Merge(files.SelectMany(file => ThesaurusFile.Parse(file.Name, file.Text))));
    }

    /// <summary>The shipped thesaurus with an organisation's own concepts.</summary>
    /// <param name="files">Name and content of the additional files.</param>
    /// <exception cref="ThesaurusFormatException">See <see cref="Create"/>.</exception>
    public static OfficeThesaurus Extend(IEnumerable<(string Name, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Create(ShippedFiles().Concat(files));
    }

    /// <summary>The stems of a term as the matcher uses them: without the stop words that do not change its meaning.</summary>
    internal static string[] TermStems(string term, string language)
    {
        var tokens = TextAnalyzer.Analyze(term, language);
        var kept = tokens.Where(token => !token.IsStopWord || Particles.Contains(token.Folded)).Select(token => token.Stem).ToArray();
        return tokens.Any(token => !token.IsStopWord) ? kept : [.. tokens.Select(token => token.Stem)];
    }

    internal bool Knows(string stem, string language) => Trie(language).Knows(stem);

    internal void Match(ReadOnlySpan<string> stems, ReadOnlySpan<bool> stopWords, string language, List<ConceptMatch> matches) =>
        Trie(language).Match(stems, stopWords, matches);

    /// <summary>Puts additions (<c>[+id]</c>) into the concepts they add to.</summary>
    private static List<Concept> Merge(IEnumerable<Concept> read)
    {
        var concepts = new List<Concept>();
        var additions = new List<Concept>();
        foreach (var concept in read)
        {
            (concept.Id.StartsWith('+') ? additions : concepts).Add(concept);
        }

        foreach (var addition in additions)
        {
            var index = concepts.FindIndex(concept => concept.Id == addition.Id[1..]);
            if (index < 0)
            {
                throw new ThesaurusFormatException($"[{addition.Id}] adds to [{addition.Id[1..]}], which does not exist");
            }

            var concept = concepts[index];
            concepts[index] = concept with
            {
                French = [.. concept.French, .. addition.French],
                English = [.. concept.English, .. addition.English],
                Related = [.. concept.Related, .. addition.Related],
            };
        }

        return concepts;
    }

    private static OfficeThesaurus LoadShipped() => Create(ShippedFiles());

    private static IEnumerable<(string Name, string Text)> ShippedFiles()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                yield return (name, reader.ReadToEnd());
            }
        }
    }

    /// <summary>Relations hold both ways, whichever concept declares them.</summary>
    private static int[][] Neighbours(IReadOnlyList<Concept> concepts, Dictionary<string, int> byId)
    {
        var neighbours = concepts.Select(_ => new SortedSet<int>()).ToArray();
        for (var index = 0; index < concepts.Count; index++)
        {
            foreach (var id in concepts[index].Related)
            {
                var other = byId.TryGetValue(id, out var known)
                    ? known
                    : throw new ThesaurusFormatException($"concept [{concepts[index].Id}] is related to [{id}], which does not exist");
                neighbours[index].Add(other);
                neighbours[other].Add(index);
            }
        }

        return Array.ConvertAll(neighbours, set => set.ToArray());
    }

    private PhraseTrie Trie(string language) => TextAnalyzer.IsEnglish(language) ? _english : _french;

    private void AddTerms(PhraseTrie trie, IReadOnlyList<ConceptTerm> terms, string language, int concept)
    {
        foreach (var term in terms)
        {
            var stems = TermStems(term.Text, language);
            if (stems.Length > 0)
            {
                trie.Add(stems, concept, term.IsAmbiguous ? AmbiguousStrength : 1);
            }

            foreach (var token in TextAnalyzer.Analyze(term.Text, language))
            {
                if (!token.IsStopWord && token.Folded.Length > 3)
                {
                    _words.Add(token.Folded);
                }
            }
        }
    }
}
