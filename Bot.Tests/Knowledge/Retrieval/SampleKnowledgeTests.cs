using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>What a visitor asks first of the sample knowledge base.</summary>
public sealed class SampleKnowledgeTests
{
    private static readonly KnowledgeRetriever Retriever = Load();

    [Theory]
    [InlineData("Combien de jours de congés ai-je ?", "fr", Audience.Employees, "conges-nombre")]
    [InlineData("j'ai combien de vacances", "fr", Audience.Employees, "conges-nombre")]
    [InlineData("Quel est mon solde de congés ?", "fr", Audience.Employees, "conges-nombre")]
    [InlineData("How many days of leave do I have?", "en", Audience.Employees, "conges-nombre")]
    [InlineData("Comment poser un congé ?", "fr", Audience.Employees, "conges-demande")]
    [InlineData("How do I ask for leave?", "en", Audience.Employees, "conges-demande")]
    [InlineData("Quels sont vos horaires ?", "fr", Audience.Clients, "horaires")]
    [InlineData("When are you open?", "en", Audience.Clients, "horaires")]
    [InlineData("Comment vous contacter ?", "fr", Audience.Clients, "contact-clients")]
    [InlineData("Recrutez-vous en ce moment ?", "fr", Audience.Clients, "recrutement")]
    [InlineData("Are you hiring?", "en", Audience.Clients, "recrutement")]
    [InlineData("Où est mon colis ?", "fr", Audience.Clients, "commande-suivi")]
    public void Search_FirstQuestions_AreAnsweredFromTheRightEntry(string question, string language, Audience audience, string id)
    {
        var result = Retriever.Search(new RetrievalQuery(question, audience, language));

        Assert.Equal((RetrievalOutcome.Answer, id), (result.Outcome, result.Entries[0].Entry.Id));
    }

    [Theory]
    [InlineData("Quel temps fait-il au Pérou ?", "fr")]
    [InlineData("What is the weather in Peru?", "en")]
    [InlineData("Louez-vous des trottinettes volantes ?", "fr")]
    [InlineData("Do you rent flying scooters?", "en")]
    public void Search_AboutNothingInIt_HasNoAnswer(string question, string language) =>
        Assert.Equal(RetrievalOutcome.NoAnswer, Retriever.Search(new RetrievalQuery(question, Audience.Clients, language)).Outcome);

    private static KnowledgeRetriever Load()
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(KnowledgeFolder.Load(Path.Combine(RepositoryRoot.Path, "knowledge")).Base);
        return retriever;
    }
}
