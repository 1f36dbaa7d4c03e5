using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Tests.Knowledge.Retrieval;

public sealed class KnowledgeRetrieverTests
{
    private readonly KnowledgeRetriever _retriever = RetrievalFixture.Create();

    [Theory]
    [InlineData("poser des congés", "leave")]
    [InlineData("je veux prendre des vacances en août", "leave")]
    [InlineData("J'AI OUBLIÉ MON MDP", "password")]
    [InlineData("où mettre ma voiture", "parking")]
    [InlineData("rembourser un taxi", "expenses")]
    [InlineData("renvoyer un produit", "return")]
    [InlineData("how do I request time off", "leave")]
    [InlineData("where is my package", "tracking")]
    [InlineData("book a conference room", "meeting-room")]
    public void Search_Paraphrase_FindsTheEntry(string question, string id) =>
        Assert.Equal(id, _retriever.First(question));

    [Theory]
    [InlineData("conmment possé des congès", "leave")]
    [InlineData("mto de pase oublié", "password")]
    [InlineData("note de frias", "expenses")]
    [InlineData("were is my paysllip", "payslip")]
    [InlineData("track my delivrey", "tracking")]
    public void Search_TypingErrors_FindsTheEntry(string question, string id) =>
        Assert.Equal(id, _retriever.First(question));

    [Theory]
    [InlineData("was it painted by Paysllip?")]
    [InlineData("un tableau peint par Monsieur Parkins")]
    public void Search_NameInASentence_IsNotTakenForATypingError(string question)
    {
        var asName = _retriever.Search(new RetrievalQuery(question, Audience.All));
        var asWord = _retriever.Search(new RetrievalQuery(question.ToLowerInvariant(), Audience.All));

        Assert.True(asName.Confidence < asWord.Confidence, $"{asName.Confidence} < {asWord.Confidence}");
    }

    [Theory]
    [InlineData("fiche de paie", "payslip")]
    [InlineData("où en est ma livraison ?", "tracking")]
    [InlineData("réserver une salle de réunion", "meeting-room")]
    [InlineData("where can I park my car?", "parking")]
    [InlineData("claim travel expenses", "expenses")]
    [InlineData("send back an item", "return")]
    public void Search_OtherLanguage_FindsTheEntry(string question, string id) =>
        Assert.Equal(id, _retriever.First(question));

    [Fact]
    public void Search_TranslationPair_GivesTheLanguageOfTheQuestionOnce()
    {
        var french = _retriever.Search(new RetrievalQuery("mot de passe oublié", Audience.Clients));
        var english = _retriever.Search(new RetrievalQuery("forgot my password", Audience.Clients));
        Assert.Equal(("password", "fr"), (french.Entries[0].Entry.Id, french.Entries[0].Entry.Language));
        Assert.Equal(("password", "en"), (english.Entries[0].Entry.Id, english.Entries[0].Entry.Language));
        Assert.Single(french.Entries, entry => entry.Entry.Id == "password");
        Assert.Equal("fr", french.Language);
        Assert.Equal("en", english.Language);
    }

    [Fact]
    public void Search_ClearQuestion_AdvisesAnswerWithSortedProbabilities()
    {
        var result = _retriever.Search(new RetrievalQuery("Comment réinitialiser mon mot de passe ?", Audience.Clients, "fr"));
        Assert.Equal(RetrievalOutcome.Answer, result.Outcome);
        Assert.InRange(result.Confidence, 0.8, 1);
        Assert.Equal(result.Confidence, result.Entries[0].Confidence);
        Assert.True(result.Entries.Count <= 10);
        for (var position = 1; position < result.Entries.Count; position++)
        {
            Assert.True(result.Entries[position - 1].Score >= result.Entries[position].Score);
            Assert.InRange(result.Entries[position].Confidence, 0, result.Entries[position - 1].Confidence);
        }
    }

    [Theory]
    [InlineData("quelle est la capitale de l'Australie ?")]
    [InlineData("raconte-moi une blague")]
    [InlineData("who won the football match last night?")]
    [InlineData("zzzz qqqq")]
    [InlineData("12345")]
    [InlineData("")]
    public void Search_NothingFits_AdvisesNoAnswer(string question) =>
        Assert.Equal(RetrievalOutcome.NoAnswer, _retriever.Search(new RetrievalQuery(question, Audience.All)).Outcome);

    [Theory]
    [InlineData("Quelle est la grille des salaires de la direction ?")]
    [InlineData("grille confidentielle 4 000 à 9 000 euros")]
    [InlineData("salaries")]
    [InlineData("comment poser des congés")]
    public void Search_Client_NeverSeesEmployeeEntries(string question)
    {
        var result = _retriever.Search(new RetrievalQuery(question, Audience.Clients) { Earlier = ["Je suis salarié, quelle est la grille des salaires ?"] });
        Assert.DoesNotContain(result.Entries, entry => entry.Entry.Audience == Audience.Employees);
    }

    [Fact]
    public void Search_Employee_DoesNotSeeClientEntries() =>
        Assert.DoesNotContain(
            _retriever.Search(new RetrievalQuery("Comment retourner un article ?", Audience.Employees)).Entries,
            entry => entry.Entry.Audience == Audience.Clients);

    [Fact]
    public void Search_TranslationForOthers_IsNotShown()
    {
        var retriever = RetrievalFixture.Create(new KnowledgeBase("mixed",
        [
            RetrievalFixture.Entry("wifi", "fr", "Comment se connecter au wifi ?", "Réseau Invités, sans code.", Audience.All, "Réseau"),
            RetrievalFixture.Entry("wifi", "en", "How do I connect to the wifi?", "Network Staff, code 4711.", Audience.Employees, "Network"),
        ]));
        var result = retriever.Search(new RetrievalQuery("how do I connect to the wifi?", Audience.Clients));
        Assert.Equal("fr", Assert.Single(result.Entries).Entry.Language);
    }

    [Theory]
    [InlineData("et pour les stagiaires ?", "comment poser des congés ?", "leave-interns")]
    [InlineData("et en anglais ?", "comment réinitialiser mon mot de passe ?", "password")]
    [InlineData("what about the delay?", "how can I track my delivery?", "tracking")]
    public void Search_FollowUp_LeansOnTheEarlierQuestion(string question, string earlier, string id) =>
        Assert.Equal(id, _retriever.First(question, Audience.All, earlier));

    [Theory]
    [InlineData("Et la cantine ?", "cantine")]
    [InlineData("et pour les stagiaires ?", "conges")]
    [InlineData("et le parking", "parking")]
    public void Search_FollowUpThatChangesSubject_InheritsNothing(string question, string id)
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(KnowledgeVersion.Create(KnowledgeFile.Parse("x.fr.md", """
            # Guide

            ## Combien de jours de congés par an ?
            <!-- id: conges -->

            Chacun a 25 jours de congés payés par an. Les stagiaires ont deux jours par mois de présence.

            ## Où est la cantine, et quand ouvre-t-elle ?
            <!-- id: cantine -->

            La cantine est au rez-de-chaussée ; elle ouvre de 11 h 30 à 14 h.

            ## Où garer sa voiture ?
            <!-- id: parking -->

            Au parking du sous-sol, avec le badge.
            """).Entries));

        var found = retriever.Search(new RetrievalQuery(question, Audience.All) { Earlier = ["Combien de jours de congés par an ?"] });

        Assert.Equal(id, found.Entries[0].Entry.Id);
    }

    [Fact]
    public void Search_NewSubject_IgnoresTheEarlierQuestion() =>
        Assert.Equal("password", _retriever.First("Comment réinitialiser mon mot de passe ?", Audience.All, "comment poser des congés ?"));

    [Fact]
    public void Search_SameQuestion_SameResult()
    {
        var other = RetrievalFixture.Create();
        foreach (var question in new[] { "congés", "book a room", "note de frias", "où mettre ma voiture" })
        {
            var first = _retriever.Search(new RetrievalQuery(question, Audience.All));
            var second = other.Search(new RetrievalQuery(question, Audience.All));
            Assert.Equal(first.Entries.Select(entry => (entry.Entry.Id, entry.Score)), second.Entries.Select(entry => (entry.Entry.Id, entry.Score)));
            Assert.Equal(first.Confidence, second.Confidence);
        }
    }

    [Fact]
    public void Search_OddText_DoesNotThrow()
    {
        string[] odd = [new('a', 10_000), string.Concat(Enumerable.Repeat("congé badge ", 1_000)), "\uD800", "'", "’’’ -- \u0000", "d' l' qu'", "🙂🙂", "%s%n{0}"];
        foreach (var text in odd.Concat(NaughtyStrings()))
        {
            foreach (var language in new[] { null, "fr", "en", "xx" })
            {
                Assert.InRange(_retriever.Search(new RetrievalQuery(text, Audience.Clients, language)).Confidence, 0, 1);
            }
        }
    }

    [Fact]
    public void Search_NothingPublished_AdvisesNoAnswer() =>
        Assert.Equal(RetrievalOutcome.NoAnswer, new KnowledgeRetriever(new RetrievalOptions()).Search(new RetrievalQuery("congés", Audience.All)).Outcome);

    [Fact]
    public async Task Publish_WhileSearching_EachSearchSeesOneBase()
    {
        var retriever = RetrievalFixture.Create();
        var other = new KnowledgeBase("office-2", [.. RetrievalFixture.Office.Entries.Select(entry => entry with { Source = "Autre" })]);
        using var stop = new CancellationTokenSource();
        var searches = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            var count = 0;
            do
            {
                var result = retriever.Search(new RetrievalQuery("comment poser des congés", Audience.Employees));
                Assert.Equal("leave", result.Entries[0].Entry.Id);
                Assert.Single(result.Entries.Select(entry => entry.Entry.Source).Distinct());
                count++;
            }
            while (!stop.IsCancellationRequested);
            return count;
        })).ToArray();
        for (var swap = 0; swap < 40; swap++)
        {
            retriever.Publish(swap % 2 == 0 ? other : RetrievalFixture.Office);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(searches), count => Assert.True(count > 0));
    }

    private static string[] NaughtyStrings()
    {
        var path = DevelopmentData.Path("public/blns/blns.json");
        return path is null ? [] : System.Text.Json.JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
    }
}
