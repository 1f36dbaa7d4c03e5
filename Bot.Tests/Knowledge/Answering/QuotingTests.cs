using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;

namespace AssistantBot.Tests.Knowledge.Answering;

public sealed class QuotingTests
{
    [Fact]
    public async Task Answer_EntryWithShort_QuotesItFirstAndKeepsTheRest()
    {
        await using var bench = AnsweringBench.WithoutModel();

        var answer = await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.False(bench.Answerer.HasModel);
        Assert.Equal((AnswerKind.Quoted, "25 jours ouvrés par an.", "fr", false), (answer.Kind, answer.Text, answer.Language, answer.OtherLanguageOnly));
        Assert.StartsWith("Vous avez 25 jours ouvrés", answer.More, StringComparison.Ordinal);
        Assert.Equal("leave", Assert.Single(answer.Sources).Id);
        Assert.Empty(bench.Shown);
    }

    [Fact]
    public async Task Answer_EntryInTheOtherLanguageOnly_SaysSo()
    {
        await using var bench = AnsweringBench.WithoutModel();

        var answer = await bench.AskAsync("How do I claim travel expenses?", language: "fr");

        Assert.Equal((AnswerKind.Quoted, "en", true), (answer.Kind, answer.Language, answer.OtherLanguageOnly));
    }

    [Fact]
    public async Task Answer_ClientAsksEmployeeQuestion_IsNeverAnsweredFromIt()
    {
        await using var bench = AnsweringBench.WithoutModel();

        var asked = await bench.AskAsync(AnsweringBench.LeaveQuestion, Audience.Clients);
        var chosen = await bench.AskAsync("oui", Audience.Clients, with: request => request with { ChosenEntryId = "leave" });

        Assert.All([asked, chosen], answer => Assert.DoesNotContain(answer.Sources.Concat(answer.Choices), entry => entry.Id == "leave"));
    }

    [Fact]
    public async Task Answer_ChosenEntry_IsQuotedWithoutSearching()
    {
        await using var bench = AnsweringBench.WithoutModel();

        var answer = await bench.AskAsync("zzz", with: request => request with { ChosenEntryId = "rooms" });

        Assert.Equal((AnswerKind.Quoted, "rooms"), (answer.Kind, answer.Sources[0].Id));
    }

    [Theory]
    [InlineData("25 jours ouvrés par an.", "Vous avez 25 jours ouvrés par an.", false)]
    [InlineData("25 jours ouvrés par an.", "25 jours ouvrés par an.", false)]
    [InlineData("25 jours ouvrés par an.", "25 jours ouvrés par an, et 2 de plus après dix ans.", true)]
    [InlineData("Dans Tempo.", "Dans [Tempo](https://tempo.example).", true)]
    public void Create_ShortLineThatSaysAll_LeavesNothingToRead(string brief, string answer, bool more)
    {
        var quoted = QuotedAnswer.Create(new KnowledgeEntry { Id = "a", Language = "fr", Question = "?", Answer = answer, Short = brief, Source = "Guide" }, "fr", 1);

        Assert.Equal((brief, more ? answer : null), (quoted.Text, quoted.More));
    }

    [Fact]
    public async Task Answer_NothingFits_IsNone()
    {
        await using var bench = AnsweringBench.WithoutModel();

        Assert.Equal(AnswerKind.None, (await bench.AskAsync("zzzz qqqq wwww")).Kind);
    }

    [Fact]
    public async Task Answer_Cancelled_Throws()
    {
        await using var bench = AnsweringBench.WithoutModel();

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => bench.AskAsync(AnsweringBench.LeaveQuestion, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Lead_LongAnswer_IsItsFirstTwoSentences()
    {
        var filler = string.Concat(Enumerable.Repeat("Le reste suit ici. ", 20)).Trim();

        var (lead, more) = QuotedAnswer.Lead($"Écrivez à M. Martin avant 17 h. Il répond sous 2,5 jours. {filler}\n\n- Un point");

        Assert.Equal("Écrivez à M. Martin avant 17 h. Il répond sous 2,5 jours.", lead);
        Assert.Equal($"{filler}\n\n- Un point", more);
    }

    [Theory]
    [InlineData("Court. Très court. Vraiment.")]
    [InlineData("- un\n- deux\n")]
    public void Lead_ShortAnswerOrList_IsQuotedWhole(string answer) => Assert.Equal((answer.Trim(), (string?)null), QuotedAnswer.Lead(answer));

    [Fact]
    public void Lead_NeverCutsALink()
    {
        var answer = "Un. [Voir ici. Et là](https://a.fr). Trois. " + new string('x', 400);

        Assert.Equal("Un. [Voir ici. Et là](https://a.fr).", QuotedAnswer.Lead(answer).Lead);
    }
}
