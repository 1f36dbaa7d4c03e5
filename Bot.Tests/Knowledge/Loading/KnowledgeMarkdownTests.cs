using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Tests.Knowledge.Loading;

public sealed class KnowledgeMarkdownTests
{
    [Fact]
    public void Files_OfTheSampleBase_AreReadAgainAsTheyWere()
    {
        var sample = KnowledgeFolder.Load(Path.Combine(AppContext.BaseDirectory, "knowledge")).Base;

        AssertRoundTrip(sample.Entries);
    }

    [Fact]
    public void Files_OfOddEntries_AreReadAgainAsTheyWere() => AssertRoundTrip(
    [
        Entry("a") with { Question = "Le #1 *des* [liens](x) `code` <b> & co | ?", AlsoAsked = ["un", "deux # 2"], Short = "En _bref_ : oui." },
        Entry("b") with { Answer = "Contact : l'accueil.\n\nSource : la note.\n\n- Contact : ici\n\n| a | b |\n|---|---|\n| 1 | 2 |", Groups = ["Accueil & bruit", "Sous groupe"] },
        Entry("c") with { Source = "Clients", Audience = Audience.Employees, Owner = "RH", Contact = "poste 12", Link = "https://a.example/b_c", ReviewBy = new DateOnly(2027, 1, 31) },
        Entry("c") with { Language = "en", Source = "Clients", Question = "Where?", Answer = "Here." },
    ]);

    private static void AssertRoundTrip(IReadOnlyList<KnowledgeEntry> entries)
    {
        var files = KnowledgeMarkdown.Files(entries).Select(file => KnowledgeFile.Parse(file.Name, file.Text)).ToList();
        var read = KnowledgeFolder.Combine(files);

        Assert.Empty(read.Problems);
        Assert.Equal(KnowledgeVersion.Create(entries).Version, read.Base.Version);
    }

    private static KnowledgeEntry Entry(string id) => new() { Id = id, Language = "fr", Question = "Où ?", Answer = "Ici.", Source = "Guide" };
}
