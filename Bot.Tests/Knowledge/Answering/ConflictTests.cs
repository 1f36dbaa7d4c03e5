using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

/// <summary>Sources that contradict each other are noticed in code, whatever a model makes of them.</summary>
public sealed class ConflictTests
{
    private const string Question = "Combien de jours de télétravail par semaine ?";

    private static readonly KnowledgeEntry Guide = Entry("guide", Question, "Vous avez 2 jours de télétravail par semaine après la période d'essai.", "Guide");
    private static readonly KnowledgeEntry Note = Entry("note", "Le télétravail, combien de jours par semaine ?", "Vous avez trois jours de télétravail par semaine.", "Note de service");
    private static readonly KnowledgeEntry Canteen = Entry("canteen", "Combien coûte un repas à la cantine ?", "Le repas coûte 6 euros.", "Guide");

    [Fact]
    public async Task Answer_WithoutModel_QuotesOneAndNamesBoth()
    {
        await using var bench = await AnsweringBench.OverAsync([Guide, Note, Canteen], null);

        var answer = await bench.AskAsync(Question);

        Assert.Equal(AnswerKind.Quoted, answer.Kind);
        AssertBoth(answer);
    }

    [Theory]
    [InlineData("Les sources diffèrent : 2 jours de télétravail par semaine [{guide}], trois jours de télétravail par semaine [{note}].")]
    [InlineData("Vous avez 2 jours de télétravail par semaine après la période d'essai [{guide}].")]
    [InlineData("Vous avez trois jours de télétravail par semaine [{note}].")]
    [InlineData("Vous avez 4 jours de télétravail par semaine [{note}].")]
    public async Task Answer_ModelFollowsThePromptOrDoesNot_BothAreNamed(string says)
    {
        await using var bench = await AnsweringBench.OverAsync([Guide, Note, Canteen], request =>
        {
            var passages = request.Data.GetProperty("passages").EnumerateArray().ToDictionary(
                passage => passage.GetProperty("text").GetString()!, passage => passage.GetProperty("id").GetInt32());
            return ModelServerReply.Says(says.Replace("{guide}", $"{passages[Guide.Answer]}", StringComparison.Ordinal).Replace("{note}", $"{passages[Note.Answer]}", StringComparison.Ordinal));
        });

        var answer = await bench.AskAsync(Question);

        Assert.Equal(says.Contains(" 4 ", StringComparison.Ordinal) ? AnswerKind.Quoted : AnswerKind.Grounded, answer.Kind);
        AssertBoth(answer);
    }

    [Theory]
    // The same question, the same figure otherwise written.
    [InlineData("Combien de jours de télétravail par semaine ?", "Deux jours par semaine sont possibles.")]
    // The same question, a figure of another kind.
    [InlineData("Combien de jours de télétravail par semaine ?", "Demandez à votre responsable une semaine avant.")]
    // Both figures are in the other entry.
    [InlineData("Combien de jours de télétravail par semaine ?", "3 jours par semaine, 2 jours la première année.")]
    // Another question.
    [InlineData("Combien de jours de télétravail par semaine pour les stagiaires ?", "1 jour par semaine.")]
    public void Find_EntriesThatAgreeOrAnswerSomethingElse_IsNoConflict(string question, string answer) =>
        Assert.Null(SourceConflict.Find([Guide], [Guide, Entry("other", question, answer, "Note")]));

    [Fact]
    public void Find_OtherLanguage_IsLeftToTheAuthors() =>
        Assert.Null(SourceConflict.Find([Guide], [Note with { Language = "en" }]));

    private static void AssertBoth(Answer answer)
    {
        Assert.NotNull(answer.Conflict);
        Assert.Equal(["guide", "note"], new[] { answer.Conflict.First.Id, answer.Conflict.Second.Id }.Order(StringComparer.Ordinal));
        Assert.Equal(["2 jours", "trois jours"], new[] { answer.Conflict.FirstSays, answer.Conflict.SecondSays }.Order(StringComparer.Ordinal));
        Assert.Equal(["guide", "note"], answer.Sources.Select(source => source.Id).Order(StringComparer.Ordinal));
    }

    private static KnowledgeEntry Entry(string id, string question, string answer, string source) => new()
    {
        Id = id, Language = "fr", Question = question, Answer = answer, Source = source, Audience = Audience.Employees,
    };
}
