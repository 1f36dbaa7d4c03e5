using AssistantBot.Knowledge.Text;

namespace AssistantBot.Tests.Knowledge.Text;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("L'été dernier", "ete dernier")]
    [InlineData("Où est-ce qu’on déjeune aujourd’hui ?", "ou est ce on dejeune aujourdhui")]
    [InlineData("mes e-mails et le wi-fi", "mes emails et le wifi")]
    [InlineData("prendre rendez-vous", "prendre rendezvous")]
    [InlineData("conseil de prud'hommes", "conseil de prudhommes")]
    [InlineData("CŒUR, bœuf, Noël", "coeur boeuf noel")]
    [InlineData("jusqu'au 31/12", "au 31 12")]
    public void Analyze_French_FoldsAndElides(string text, string words) =>
        Assert.Equal(words, string.Join(' ', TextAnalyzer.Analyze(text, "fr").Select(token => token.Folded)));

    [Theory]
    [InlineData("I can't open John's file", "i cant open john file")]
    [InlineData("we've lost what's ours, don't we?", "we lost what ours dont we")]
    [InlineData("the manager's o'clock", "the manager oclock")]
    public void Analyze_English_DropsContractions(string text, string words) =>
        Assert.Equal(words, string.Join(' ', TextAnalyzer.Analyze(text, "en").Select(token => token.Folded)));

    [Theory]
    [InlineData("fr", "rembourser", "remboursement", "remboursés", "rembourse", "remboursera")]
    [InlineData("fr", "réserver", "réservation", "réservations", "réservez")]
    [InlineData("fr", "facture", "facturation", "factures", "facturer")]
    [InlineData("fr", "modifier", "modification", "modifié", "modifie")]
    [InlineData("fr", "livrer", "livrés", "livrée")]
    [InlineData("fr", "journal", "journaux")]
    [InlineData("fr", "bureau", "bureaux")]
    [InlineData("fr", "paiement", "payer", "paiements")]
    [InlineData("fr", "stationner", "stationnement")]
    [InlineData("fr", "absence", "absences", "absent")]
    [InlineData("en", "refund", "refunds", "refunded", "refunding")]
    [InlineData("en", "cancel", "cancelled", "cancelling")]
    [InlineData("en", "pay", "paid", "payment", "payments")]
    [InlineData("en", "delivery", "deliver", "deliveries", "delivered")]
    [InlineData("en", "policy", "policies")]
    [InlineData("en", "lose", "lost", "losing")]
    public void Stem_RelatedWords_Meet(string language, string first, params string[] others)
    {
        var stem = TextAnalyzer.Stem(TextFolding.Fold(first), language);
        Assert.All(others, other => Assert.Equal(stem, TextAnalyzer.Stem(TextFolding.Fold(other), language)));
    }

    [Theory]
    [InlineData("fr", "équipe", "équipement")]
    [InlineData("fr", "départ", "département")]
    [InlineData("fr", "forme", "formation")]
    [InlineData("fr", "cours", "courrier")]
    [InlineData("fr", "client", "clin")]
    [InlineData("en", "leave", "left")]
    [InlineData("en", "AED", "a")]
    [InlineData("en", "meeting", "meet")]
    [InlineData("en", "training", "train")]
    public void Stem_DifferentSubjects_StayApart(string language, string first, string second) =>
        Assert.NotEqual(TextAnalyzer.Stem(TextFolding.Fold(first), language), TextAnalyzer.Stem(TextFolding.Fold(second), language));

    [Fact]
    public void Analyze_Tokens_PointIntoTheText()
    {
        const string Text = "Qu'est-ce qu'un congé sabbatique ?";
        var token = TextAnalyzer.Analyze(Text, "fr").Single(candidate => candidate.Folded == "conge");
        Assert.Equal("congé", Text.Substring(token.Start, token.Length));
        Assert.False(token.IsStopWord);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \t\r\n")]
    [InlineData("\uD800 lone \uDC00 surrogates")]
    [InlineData("\u0301\u0301\u0301")]
    [InlineData("'''’’’---")]
    [InlineData("日本語 и кириллица ﷽ 👩‍👩‍👧")]
    [InlineData("don't' 'n't t' d' l'")]
    public void Analyze_OddText_DoesNotThrow(string text)
    {
        foreach (var language in new[] { "fr", "en", "", "xx" })
        {
            Assert.All(TextAnalyzer.Analyze(text, language), token => Assert.InRange(token.Start + token.Length, 0, text.Length));
        }

        Assert.Contains(LanguageDetector.Detect(text), new[] { "fr", "en" });
    }

    [Fact]
    public void Analyze_EndlessWord_IsCut()
    {
        var token = Assert.Single(TextAnalyzer.Analyze(new string('x', 100_000), "en"));
        Assert.Equal(TextAnalyzer.LongestWord, token.Folded.Length);
    }
}
