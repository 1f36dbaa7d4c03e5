using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>Questions that lean on the one before, in both languages, and some that change the subject. Every dialogue that misses is written out.</summary>
public sealed class FollowUpDialogueTests(ITestOutputHelper output)
{
    private static readonly KnowledgeRetriever Retriever = Load();

    // What holds, with a margin of two dialogues.
    [Theory]
    [InlineData("fr", 3)]
    [InlineData("en", 3)]
    public void Search_FollowUpsOfTheSampleKnowledge_FindWhatIsMeant(string language, int mostMissed) =>
        AssertFound(FollowUpDialogues.All, language, 30, mostMissed);

    [Theory]
    [InlineData("fr", 5)]
    [InlineData("en", 2)]
    public void Search_FollowUpsOnOneTopic_StayWithIt(string language, int mostMissed) =>
        AssertFound(TopicDialogues.Same, language, 40, mostMissed);

    [Theory]
    [InlineData("fr", 4)]
    [InlineData("en", 4)]
    public void Search_NextQuestionOnAnotherTopic_IsNotDrawnBack(string language, int mostMissed) =>
        AssertFound(TopicDialogues.Other, language, 25, mostMissed);

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Search_NextQuestionOnNothingKnown_IsNotAnsweredFromTheTopic(string language)
    {
        var answered = TopicDialogues.None.Where(dialogue => dialogue.Language == language)
            .Count(dialogue => Next(dialogue.First, dialogue.Next, dialogue.Audience, language).Outcome == RetrievalOutcome.Answer);

        Assert.True(answered <= 1, $"{answered} answered");
    }

    [Theory]
    [InlineData("fr", "Comment fonctionne l'intéressement ?", "c'est imposable ?", "et quand est-il versé ?", "interessement")]
    [InlineData("fr", "Combien de jours de télétravail sont possibles ?", "et pour les stagiaires ?", "c'est indemnisé ?", "teletravail")]
    [InlineData("en", "How do I use a gift card?", "how long is it valid?", "and in several goes?", "carte-cadeau")]
    [InlineData("en", "What leave is there for the birth of a child?", "and for twins?", "is that paid?", "conge-naissance")]
    public void Search_FollowUpOfAFollowUp_StaysWithTheTopic(string language, string first, string second, string third, string id)
    {
        var audience = id == "carte-cadeau" ? Audience.Clients : Audience.Employees;

        var found = Retriever.Search(new RetrievalQuery(third, audience, language) { Earlier = [first, second] });

        Assert.Equal(id, found.Entries[0].Entry.Id);
    }

    [Fact]
    public void Search_EntryThatWasAnsweredIsKnown_IsTheTopic()
    {
        var query = new RetrievalQuery("c'est payé ?", Audience.Employees, "fr") { Earlier = ["mes jours"] };

        Assert.Equal("conge-naissance", Retriever.Search(query with { EarlierEntryId = "conge-naissance" }).Entries[0].Entry.Id);
        Assert.Equal("evenements-familiaux", Retriever.Search(query with { EarlierEntryId = "evenements-familiaux" }).Entries[0].Entry.Id);
    }

    [Fact]
    public void Search_EarlierEntryOfOthers_IsNeverShown()
    {
        var found = Retriever.Search(new RetrievalQuery("c'est payé ?", Audience.Clients, "fr") { Earlier = ["mes jours"], EarlierEntryId = "conge-naissance" });

        Assert.DoesNotContain(found.Entries, entry => entry.Entry.Id == "conge-naissance");
    }

    private static KnowledgeRetriever Load()
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(KnowledgeFolder.Load(Path.Combine(RepositoryRoot.Path, "knowledge")).Base);
        return retriever;
    }

    private static RetrievalResult Next(string first, string next, Audience audience, string language) =>
        Retriever.Search(new RetrievalQuery(next, audience, language) { Earlier = [first] });

    private void AssertFound(
        IReadOnlyList<(string Language, Audience Audience, string First, string Next, string Id)> dialogues, string language, int least, int mostMissed)
    {
        var (asked, missed) = (0, 0);
        foreach (var (_, audience, first, next, id) in dialogues.Where(dialogue => dialogue.Language == language))
        {
            var result = Next(first, next, audience, language);
            asked++;
            if (result.Entries is [var found, ..] && found.Entry.Id == id)
                continue;
            missed++;
            output.WriteLine($"{first} / {next} -> {result.Outcome} {result.Confidence:0.00} {(result.Entries is [var best, ..] ? best.Entry.Id : null)}, not {id}");
        }

        output.WriteLine($"{language}: {asked - missed} of {asked}");
        Assert.True(asked >= least, $"{asked} dialogues");
        Assert.True(missed <= mostMissed, $"{missed} of {asked} missed");
    }
}
