using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

/// <summary>A translation keeps figures, days, months and links of its source and is in one language, or the source is quoted.</summary>
public sealed class TranslationTests
{
    private static readonly KnowledgeEntry Entry = new()
    {
        Id = "expenses", Language = "en", Question = "How do I claim travel expenses?", Source = "Guide", Audience = Audience.Employees,
        Answer = "Send the receipt before Monday 5 March on [Tempo](https://tempo.maison.example/frais). Within 20 days you are refunded up to €110 a night.",
    };

    [Theory]
    [InlineData("Envoyez le justificatif avant le lundi 5 mars sur [Tempo](https://tempo.maison.example/frais) [1]. Sous 20 jours, vous êtes remboursé jusqu'à 110 € par nuit [1].")]
    [InlineData("Envoyez le justificatif avant le lundi 5 mars [1].")]
    public async Task Answer_FaithfulTranslation_IsGivenAndSaidToBeOne(string says)
    {
        var answer = await AskAsync(says);

        Assert.Equal((AnswerKind.Grounded, "fr", "en"), (answer.Kind, answer.Language, answer.TranslatedFrom));
        Assert.Equal(says, answer.Text);
    }

    [Theory]
    [InlineData("Envoyez le justificatif avant le lundi 6 mars sur Tempo [1].")]
    [InlineData("Envoyez le justificatif avant le lundi 5 mai sur Tempo [1].")]
    [InlineData("Envoyez le justificatif avant le mardi 5 mars sur Tempo [1].")]
    [InlineData("Sous 20 semaines, vous êtes remboursé de votre nuit [1].")]
    [InlineData("Vous êtes remboursé jusqu'à 110 dollars par nuit [1].")]
    [InlineData("Send the receipt before Monday 5 March [1].")]
    [InlineData("Send the receipt [1].")]
    [InlineData("Envoyez le justificatif avant le lundi 5 mars [1]. Within 20 days you are refunded up to €110 a night, as the guide says [1].")]
    public async Task Answer_OtherFigureDayMonthUnitOrLanguage_IsQuotedAsOneLanguage(string says)
    {
        var answer = await AskAsync(says);

        Assert.Equal((AnswerKind.Quoted, "en", true), (answer.Kind, answer.Language, answer.OtherLanguageOnly));
        Assert.StartsWith("Send the receipt", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OtherAddress_LosesIt()
    {
        var answer = await AskAsync("Envoyez le justificatif sur [Tempo](https://tempo.evil.example/frais) avant le lundi 5 mars [1].");

        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<Answer> AskAsync(string says)
    {
        await using var bench = await AnsweringBench.OverAsync([Entry], _ => ModelServerReply.Says(says));
        return await bench.AskAsync(Entry.Question);
    }
}
