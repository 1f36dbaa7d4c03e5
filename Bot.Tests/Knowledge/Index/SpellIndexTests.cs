using AssistantBot.Knowledge.Index;
using AssistantBot.Knowledge.Thesaurus;

namespace AssistantBot.Tests.Knowledge.Index;

public sealed class SpellIndexTests
{
    private readonly SpellIndex _index = new(["remboursement", "facture", "badge", "congé", "ordinateur", "livraison", "perdu", "carte"]);

    [Theory]
    [InlineData("rembousrement", "remboursement")]
    [InlineData("factrue", "facture")]
    [InlineData("bagde", "badge")]
    [InlineData("ordiateur", "ordinateur")]
    [InlineData("livraisson", "livraison")]
    [InlineData("badje", "badge")]
    [InlineData("crate", "carte")]
    public void Closest_TypingError_FindsTheWord(string typed, string word) =>
        Assert.Equal(word, _index.Closest(typed)?.Word);

    [Theory]
    [InlineData("fac")]
    [InlineData("fracture2000")]
    [InlineData("girafe")]
    [InlineData("bage")]
    [InlineData("peru")]
    [InlineData("perou")]
    [InlineData("tarte")]
    [InlineData("")]
    public void Closest_OtherWord_FindsNothing(string typed) =>
        Assert.Null(_index.Closest(typed));

    [Theory]
    [InlineData("badge", "bagde", 1)]
    [InlineData("badge", "badges", 1)]
    [InlineData("badge", "badge", 0)]
    [InlineData("badge", "bridge", 2)]
    [InlineData("badge", "facture", 3)]
    public void Distance_CountsSwapsAsOne(string left, string right, int distance) =>
        Assert.Equal(distance, SpellIndex.Distance(left, right, 2));

    [Fact]
    public void Closest_OneLetterTooFewInAnyLongWord_FindsAWordOneEditAway()
    {
        string[] words = [.. OfficeThesaurus.Default.Words.Where(word => word.Length is >= 9 and <= 30 && word.All(char.IsAsciiLetterLower))];
        var index = new SpellIndex(words);

        Assert.All(words, word =>
        {
            var typed = word.Remove(word.Length / 2, 1);
            var found = index.Closest(typed);
            Assert.NotNull(found);
            Assert.InRange(found.Value.Distance, 0, 1);
            Assert.Equal(found.Value.Distance, SpellIndex.Distance(typed, found.Value.Word, 2));
        });
    }
}
