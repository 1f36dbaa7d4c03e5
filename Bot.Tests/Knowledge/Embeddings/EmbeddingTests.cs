using AssistantBot.Bot.Models;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Embeddings;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Knowledge.Embeddings;

public sealed class EmbeddingTests : IAsyncLifetime
{
    private static readonly string[] Topics = ["congé vacances décrocher souffler", "badge entrée porte", "salle réunion", "parking garer voiture", "note frais remboursement", "imprimante papier"];

    private readonly KnowledgeRetriever _retriever = new(new RetrievalOptions());
    private readonly InMemoryVectorStore _store = new();
    private readonly ManualTimeProvider _time = new();
    private ModelServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await ModelServer.StartAsync();
        _server.Embed = ByTopic;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Search_ParaphraseWithoutACommonWord_IsFoundByItsVector()
    {
        await PublishAsync(Leave, Badge, Room);
        const string Question = "Je voudrais souffler un peu";

        var words = _retriever.Search(new RetrievalQuery(Question, Audience.Employees, "fr"));
        var fused = _retriever.Search(new RetrievalQuery(Question, Audience.Employees, "fr") { Vector = ByTopic(Question) });

        Assert.DoesNotContain(words.Entries, entry => entry.Entry.Id == "leave");
        Assert.Equal("leave", fused.Entries[0].Entry.Id);
    }

    [Fact]
    public async Task Search_BothRankings_AreFusedByReciprocalRank()
    {
        await PublishAsync(Leave, Badge, Room);
        // By words a badge or a room, and leave by nothing but a chance word; by vector the one that words put second, then leave, then their first.
        const string Question = "Comment obtenir un badge, comment réserver une salle ?";
        var words = _retriever.Search(new RetrievalQuery(Question, Audience.Employees, "fr")).Entries.Select(entry => entry.Entry.Id).Where(id => id != "leave").ToList();
        string[] byVector = [words[1], "leave", words[0]];
        var vector = new float[7];
        vector[0] = 0.6f;
        vector[words[1] == "badge" ? 1 : 2] = 1;
        vector[words[1] == "badge" ? 2 : 1] = 0.3f;

        var fused = _retriever.Search(new RetrievalQuery(Question, Audience.Employees, "fr") { Vector = vector });

        var expected = byVector
            .Select((id, place) => (Id: id, Score: (words.IndexOf(id) is >= 0 and var rank ? 1.0 / (61 + rank) : 0) + (1.0 / (61 + place))))
            .OrderByDescending(pair => pair.Score).ToList();
        Assert.Equal(words[1], expected[0].Id);
        Assert.Equal(expected.Select(pair => pair.Id), fused.Entries.Select(entry => entry.Entry.Id));
        Assert.All(expected.Zip(fused.Entries), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 6));
    }

    [Fact]
    public async Task Search_NearestEntryIsForAnotherAudience_IsNeverFound()
    {
        await PublishAsync(Leave with { Audience = Audience.Employees }, Badge, Room);

        var found = _retriever.Search(new RetrievalQuery("Je voudrais souffler", Audience.Clients, "fr") { Vector = ByTopic("souffler") });

        Assert.DoesNotContain(found.Entries, entry => entry.Entry.Id == "leave");
    }

    [Fact]
    public async Task Search_QuestionOutsideTheBase_IsNotAnsweredBecauseSomethingIsNearest()
    {
        await PublishAsync([.. ManyTopics()]);
        Assert.NotNull(_retriever.Vectors!.Confidence);
        const string Outside = "Quel temps fera-t-il demain à Lisbonne ?";

        var found = _retriever.Search(new RetrievalQuery(Outside, Audience.Employees, "fr") { Vector = ByTopic(Outside) });
        var inside = _retriever.Search(new RetrievalQuery("congé", Audience.Employees, "fr") { Vector = ByTopic("congé") });

        Assert.NotEmpty(found.Entries);
        Assert.Equal(RetrievalOutcome.NoAnswer, found.Outcome);
        Assert.Equal(("t0", RetrievalOutcome.Answer), (inside.Entries[0].Entry.Id, inside.Outcome));
    }

    [Fact]
    public async Task Search_WordsAndVectorDisagree_IsLessSureThanWhenTheyAgree()
    {
        await PublishAsync([.. ManyTopics()]);

        var agree = _retriever.Search(new RetrievalQuery("badge entrée", Audience.Employees, "fr") { Vector = ByTopic("badge entrée") });
        var disagree = _retriever.Search(new RetrievalQuery("badge entrée", Audience.Employees, "fr") { Vector = ByTopic("parking voiture") });

        Assert.True(disagree.Confidence < agree.Confidence);
    }

    [Fact]
    public async Task Search_VectorOfAnotherLength_IsIgnored()
    {
        await PublishAsync(Leave, Badge);

        var words = _retriever.Search(new RetrievalQuery("badge", Audience.Employees, "fr"));
        var other = _retriever.Search(new RetrievalQuery("badge", Audience.Employees, "fr") { Vector = new float[] { 1, 0 } });

        Assert.Equal(words.Confidence, other.Confidence);
        Assert.Equal(words.Entries.Select(entry => (entry.Entry.Id, entry.Score)), other.Entries.Select(entry => (entry.Entry.Id, entry.Score)));
    }

    [Fact]
    public async Task Publish_OneEntryChanged_OnlyItsTextIsMadeAnewAndTheOthersServeMeanwhile()
    {
        await PublishAsync(Leave, Badge);
        Assert.Equal(2, _server.EmbeddingRequests.SelectMany(request => request.Inputs).Count());

        _retriever.Publish(new KnowledgeBase("2", [Leave, Badge with { Answer = "Le badge se retire à l'accueil." }]));
        Assert.Equal("leave", _retriever.Search(new RetrievalQuery("souffler", Audience.Employees, "fr") { Vector = ByTopic("souffler") }).Entries[0].Entry.Id);
        using (var indexer = Indexer())
            Assert.True(await indexer.BuildAsync(default));

        var made = Assert.Single(_server.EmbeddingRequests.Skip(1)).Inputs;
        Assert.Contains("à l'accueil", Assert.Single(made), StringComparison.Ordinal);
        Assert.Equal(2, (await _store.ReadAsync("OpenAICompatible/embed", "", 10, default)).Count);
    }

    [Fact]
    public async Task Start_VectorsAreStored_NothingIsPaidAgain()
    {
        await PublishAsync(Leave, Badge);
        var paid = _server.EmbeddingRequests.Count;
        var restarted = new KnowledgeRetriever(new RetrievalOptions());
        restarted.Publish(new KnowledgeBase("1", [Leave, Badge]));

        using var indexer = Indexer(restarted);
        Assert.True(await indexer.BuildAsync(default));

        Assert.Equal(paid, _server.EmbeddingRequests.Count);
        Assert.NotNull(restarted.Vectors);
    }

    [Theory]
    [InlineData("lengths")]
    [InlineData("zero")]
    [InlineData("nan")]
    public async Task Build_VectorsThatCannotBeCompared_AreRefusedWhole(string wrong)
    {
        var call = 0;
        _server.Embed = text => (wrong, call++) switch
        {
            ("lengths", 1) => [1, 0],
            ("zero", 1) => new float[7],
            ("nan", 1) => [float.NaN, 1, 0, 0, 0, 0, 0],
            _ => ByTopic(text),
        };
        _server.EmbeddingScript = request => wrong == "nan" ? ModelServerReply.Sends("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AADAfwAAAAA="},{"object":"embedding","index":1,"embedding":"AAAAAAAAgD8="}],"model":"m","usage":{"prompt_tokens":1,"total_tokens":1}}""") : null;
        _retriever.Publish(new KnowledgeBase("1", [Leave, Badge]));

        using var indexer = Indexer();

        Assert.False(await indexer.BuildAsync(default));
        Assert.Null(_retriever.Vectors);
        Assert.Empty(await _store.ReadAsync("OpenAICompatible/embed", "", 10, default));
    }

    [Fact]
    public async Task Build_ModelBehindTheNameChanged_AllIsMadeAnew()
    {
        await PublishAsync(Leave, Badge);
        _server.Embed = text => [.. ByTopic(text), 0.5f];
        _retriever.Publish(new KnowledgeBase("2", [Leave, Badge, Room]));

        using var indexer = Indexer();
        Assert.True(await indexer.BuildAsync(default));
        Assert.True(await indexer.BuildAsync(default));

        Assert.Equal(8, _retriever.Vectors!.Dimensions);
        Assert.All(await _store.ReadAsync("OpenAICompatible/embed", "", 10, default), vector => Assert.Equal(8, vector.Vector.Length));
    }

    [Fact]
    public async Task Build_ProviderDown_LastGoodVectorsServe()
    {
        await PublishAsync(Leave, Badge);
        _server.EmbeddingScript = _ => ModelServerReply.Fails(500);
        _retriever.Publish(new KnowledgeBase("2", [Leave, Badge, Room]));

        using var indexer = Indexer();

        Assert.False(await indexer.BuildAsync(default));
        Assert.Equal("leave", _retriever.Search(new RetrievalQuery("souffler", Audience.Employees, "fr") { Vector = ByTopic("souffler") }).Entries[0].Entry.Id);
    }

    [Fact]
    public async Task Question_ProviderHangs_WordsAnswerAtTheDeadlineAndItIsLeftAlone()
    {
        await PublishAsync(Leave, Badge);
        _server.EmbeddingScript = _ => new ModelServerReply { HangsBeforeHeaders = true };
        var vectors = Questions();
        var answerer = new Answerer(_retriever, Options.Create(new AnsweringOptions()), vectors: vectors);
        for (var i = 0; i < 3; i++)
        {
            var asking = answerer.AnswerAsync(new AnswerRequest("Comment obtenir un badge ?", Audience.Employees, "fr"), null, default);
            await _time.WhenTimersAsync(1);
            _time.Advance(TimeSpan.FromMilliseconds(601));
            Assert.Equal("badge", (await asking).Sources[0].Id);
        }

        var calls = _server.EmbeddingRequests.Count;
        Assert.Equal("badge", (await answerer.AnswerAsync(new AnswerRequest("Comment obtenir un badge ?", Audience.Employees, "fr"), null, default)).Sources[0].Id);
        Assert.Equal(calls, _server.EmbeddingRequests.Count);

        _server.EmbeddingScript = _ => null;
        _time.Advance(TimeSpan.FromSeconds(21));
        Assert.NotNull(await vectors.TryEmbedAsync("badge", null, default));
    }

    [Fact]
    public async Task Question_FollowUp_IsEmbeddedWithWhatItLeansOnAndMasked()
    {
        await PublishAsync(Leave, Badge);
        var answerer = new Answerer(_retriever, Options.Create(new AnsweringOptions()), vectors: Questions());

        await answerer.AnswerAsync(new AnswerRequest("et pour ana@maison.example ?", Audience.Employees, "fr") { Earlier = ["Comment obtenir un badge ?"] }, null, default);
        await answerer.AnswerAsync(new AnswerRequest("et eux ?", Audience.Employees, "fr") { Standalone = "Badge des stagiaires, 06 12 34 56 78 ?" }, null, default);

        Assert.Equal(
            ["Comment obtenir un badge ? et pour [e-mail] ?", "Badge des stagiaires, [phone] ?"],
            _server.EmbeddingRequests.Skip(1).Select(request => Assert.Single(request.Inputs)));
    }

    [Fact]
    public async Task Question_OverBudget_CostsNothingMore()
    {
        var budget = new ModelBudget(new InMemoryModelUsage(), new ModelBudgetOptions { TokensPerPerson = 10 }, _time);
        var vectors = Questions(budget);

        Assert.NotNull(await vectors.TryEmbedAsync("Comment obtenir un ?", new ModelCaller("ana", "web"), default));
        Assert.Null(await vectors.TryEmbedAsync("Comment obtenir un badge ?", new ModelCaller("ana", "web"), default));

        Assert.Single(_server.EmbeddingRequests);
    }

    [Fact]
    public void AddModel_EmbeddingsOfTheSameProvider_TakeOverItsKeyAndAddress()
    {
        using var services = new ServiceCollection().AddSingleton(_retriever).AddModel(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Model:Provider"] = "OpenAICompatible", ["Model:Endpoint"] = _server.Endpoint, ["Model:ApiKey"] = ModelServer.Key, ["Model:Name"] = "chat",
            ["Embeddings:Provider"] = "openaicompatible", ["Embeddings:Name"] = "embed",
        }).Build()).BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<EmbeddingOptions>>().Value;

        Assert.Equal((_server.Endpoint, ModelServer.Key), (options.Endpoint, options.ApiKey));
        Assert.Contains(services.GetServices<IHostedService>(), service => service is VectorIndexer);
    }

    [Theory]
    [InlineData("Anthropic", "makes no embeddings")]
    [InlineData("Other", "is not known")]
    [InlineData("OpenAI", "Embeddings:ApiKey is missing")]
    public void AddModel_WrongEmbeddings_AreRefusedAtStart(string provider, string why) => Assert.Contains(
        why, new EmbeddingOptionsValidator().Validate(null, new EmbeddingOptions { Provider = provider, Name = "e" }).FailureMessage, StringComparison.Ordinal);

    private static KnowledgeEntry Leave => Entry("leave", "Comment poser un congé ?", "Dans le portail, onglet Absences.");

    private static KnowledgeEntry Badge => Entry("badge", "Comment obtenir un badge ?", "Demandez-le au gardien.");

    private static KnowledgeEntry Room => Entry("room", "Comment réserver une salle ?", "Dans l'agenda.");

    private static KnowledgeEntry Entry(string id, string question, string answer) => new() { Id = id, Language = "fr", Question = question, Answer = answer, Source = "Guide" };

    private static IEnumerable<KnowledgeEntry> ManyTopics() => Topics.Select((topic, index) =>
        Entry($"t{index}", $"Question {topic} ?", $"Réponse {topic}.") with { AlsoAsked = [.. topic.Split(' ').Append(topic), $"{topic.Split(' ')[0]} comment ?"] });

    /// <summary>A toy embedding model: one dimension a topic, and one for whatever else is said.</summary>
    private static float[] ByTopic(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '?', '.', ',', '\n', '\''], StringSplitOptions.RemoveEmptyEntries);
        var vector = Topics.Select(topic => (float)words.Count(topic.Split(' ').Contains)).Append(0.3f).ToArray();
        return vector;
    }

    private OpenAIEmbeddingGenerator Generator() => new(
        new EmbeddingOptions { Provider = "OpenAICompatible", Endpoint = _server.Endpoint, ApiKey = ModelServer.Key, Name = "embed" }, TimeProvider.System);

    private QuestionVectors Questions(IModelBudget? budget = null) => new(Generator(), budget, TimeSpan.FromMilliseconds(600), _time);

    private VectorIndexer Indexer(KnowledgeRetriever? retriever = null) => new(Generator(), _store, retriever ?? _retriever, TimeProvider.System);

    private async Task PublishAsync(params KnowledgeEntry[] entries)
    {
        _retriever.Publish(new KnowledgeBase("1", entries));
        using var indexer = Indexer();
        Assert.True(await indexer.BuildAsync(default));
    }
}
