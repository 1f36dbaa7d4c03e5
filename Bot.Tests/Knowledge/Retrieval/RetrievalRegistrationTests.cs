using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Knowledge.Retrieval;

public sealed class RetrievalRegistrationTests
{
    [Fact]
    public void AddKnowledgeRetrieval_OneRetrieverForReadersAndPublishers()
    {
        using var provider = Provider([]);
        Assert.Same(provider.GetRequiredService<KnowledgeRetriever>(), provider.GetRequiredService<IKnowledgeRetriever>());
    }

    [Fact]
    public void AddKnowledgeRetrieval_OwnThesaurus_IsUsed()
    {
        var folder = Directory.CreateTempSubdirectory("thesaurus");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "own.txt"), "[+badge]\nfr: sésamix\n");
            using var provider = Provider(new() { ["Knowledge:Retrieval:Thesaurus"] = folder.FullName });
            var retriever = provider.GetRequiredService<KnowledgeRetriever>();
            retriever.Publish(new KnowledgeBase("own",
            [
                RetrievalFixture.Entry("badge", "fr", "J'ai perdu mon badge, que faire ?", "Appelez l'accueil.", Audience.All, "Locaux"),
                RetrievalFixture.Entry("mail", "fr", "Comment trier mes messages ?", "Par règle.", Audience.All, "Outils"),
            ]));
            Assert.Equal("badge", retriever.First("mon sésamix ne marche plus"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AddKnowledgeRetrieval_ThresholdOutOfRange_IsRefused()
    {
        using var provider = Provider(new() { ["Knowledge:Retrieval:AnswerFrom"] = "2" });
        Assert.Throws<OptionsValidationException>(provider.GetRequiredService<KnowledgeRetriever>);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddKnowledgeRetrieval()
        .BuildServiceProvider();
}
