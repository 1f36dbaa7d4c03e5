using AssistantBot.Knowledge.Index;

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
}
