using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Knowledge.Thesaurus;
using AssistantBot.Tests.Knowledge.Retrieval;

namespace AssistantBot.Tests.Knowledge.Thesaurus;

public sealed class OfficeThesaurusTests
{
    [Fact]
    public void Default_IsLargeAndBilingual()
    {
        var concepts = OfficeThesaurus.Default.Concepts;
        Assert.True(concepts.Count >= 600, $"{concepts.Count} concepts");
        Assert.True(concepts.Sum(concept => concept.French.Count) >= 3000);
        Assert.True(concepts.Sum(concept => concept.English.Count) >= 3000);
        Assert.All(concepts, concept => Assert.True(concept.French.Count > 0 && concept.English.Count > 0, concept.Id));
        Assert.All(concepts, concept => Assert.InRange(concept.Weight, 0.01f, 1f));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Default_TermOfSeveralConcepts_IsDeclaredAmbiguous(string language)
    {
        var terms = OfficeThesaurus.Default.Concepts
            .SelectMany(concept => (language == "fr" ? concept.French : concept.English)
                .Select(term => (concept.Id, term.Text, term.IsAmbiguous, Key: string.Join(' ', OfficeThesaurus.TermStems(term.Text, language)))))
            .ToArray();
        Assert.DoesNotContain(terms, term => term.Key.Length == 0);
        var undeclared = terms.GroupBy(term => term.Key)
            .Where(group => group.Select(term => term.Id).Distinct().Count() > 1 && group.Any(term => !term.IsAmbiguous))
            .Select(group => string.Join(", ", group.Select(term => $"[{term.Id}] {term.Text}")))
            .ToArray();
        Assert.Empty(undeclared);
    }

    [Fact]
    public void Default_TermTwiceInAConcept_IsNotThere()
    {
        var twice = OfficeThesaurus.Default.Concepts
            .SelectMany(concept => new[] { ("fr", concept.French), ("en", concept.English) }
                .SelectMany(side => side.Item2.GroupBy(term => string.Join(' ', OfficeThesaurus.TermStems(term.Text, side.Item1)))
                    .Where(group => group.Count() > 1).Select(group => $"[{concept.Id}] {group.First().Text}")))
            .ToArray();
        Assert.Empty(twice);
    }

    [Theory]
    [InlineData("fr: congé", "own.txt(1): a term stands before the first [concept]")]
    [InlineData("[leave]\nfr: congé", "own.txt(1): concept [leave] needs terms in both languages")]
    [InlineData("[]\nfr: a", "own.txt(1): a concept needs a name in square brackets")]
    [InlineData("# x\n[leave] * 2\nfr: congé\nen: leave", "own.txt(2): the weight is written '* 0.5', above 0 and at most 1")]
    [InlineData("[leave]\nde: Urlaub", "own.txt(2): expected [concept], fr: or en:")]
    [InlineData("[leave] > nowhere\nfr: congé\nen: leave", "concept [leave] is related to [nowhere], which does not exist")]
    [InlineData("[+leave]\nfr: congé", "[+leave] adds to [leave], which does not exist")]
    [InlineData("[leave]\nfr: congé\nen: leave\n[leave]\nfr: repos\nen: rest", "concept [leave] is defined twice")]
    public void Create_BrokenFile_GivesFileLineAndReason(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ThesaurusFormatException>(() => OfficeThesaurus.Create([("own.txt", text)])).Message);

    [Fact]
    public void Extend_OwnConcept_BridgesHouseWords()
    {
        var thesaurus = OfficeThesaurus.Extend([("own.txt", "[glimmer] > password\nfr: scintille\nen: sparkle\n[+glimmer]\nen: twinkle")]);
        var retriever = new KnowledgeRetriever(new RetrievalOptions(), thesaurus);
        retriever.Publish(new KnowledgeBase("own",
        [
            RetrievalFixture.Entry("tool", "fr", "Comment ouvrir scintille ?", "Par le portail.", Audience.All, "Outils"),
            RetrievalFixture.Entry("other", "fr", "Comment ouvrir la cafétéria ?", "Avec la clé.", Audience.All, "Outils"),
        ]));
        Assert.Equal("tool", retriever.First("how do I open twinkle"));
    }
}
