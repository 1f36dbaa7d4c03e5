using AssistantBot.Bot.Models;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Knowledge.Answering;

/// <summary>An answerer over a small base and the stand-in model server.</summary>
internal sealed class AnsweringBench : IAsyncDisposable
{
    public const string LeaveQuestion = "Combien de jours de congés payés ai-je par an ?";

    private const string French = """
        # Guide

        ## Salariés

        ### Combien de jours de congés payés ai-je par an ?
        <!-- id: leave -->
        En bref : 25 jours ouvrés par an.
        Contact : paie@maison.example

        Vous avez 25 jours ouvrés par an, soit 2,08 par mois. Posez-les sur [Tempo](https://tempo.maison.example/conges) avant 16 h.

        ### Comment réserver une salle de réunion ?
        <!-- id: rooms -->

        Réservez dans Outlook, bouton « Ajouter une salle ». La salle est rendue au bout de dix minutes. Écrivez à accueil@maison.example deux jours avant.

        ## Clients

        ### Comment retourner un article défectueux ?
        <!-- id: return -->

        Vous avez 30 jours pour le retour de l'article.
        """;

    private const string English = """
        # Guide

        ## Employees

        ### How do I claim travel expenses?
        <!-- id: expenses -->

        Send the receipt before the 20th at 4 p.m. and you are refunded on the 27th.
        """;

    private readonly ServiceProvider? _services;

    private AnsweringBench(ModelServer? server, Action<AnsweringOptions>? configure, TimeProvider? time, IReadOnlyList<KnowledgeEntry>? entries = null)
    {
        Server = server;
        var options = new AnsweringOptions();
        configure?.Invoke(options);
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(entries is not null ? KnowledgeVersion.Create(entries) : KnowledgeFolder.Combine([KnowledgeFile.Parse("a.fr.md", French), KnowledgeFile.Parse("a.en.md", English)]).Base);
        if (server is not null)
        {
            _services = new ServiceCollection().AddSingleton(time ?? TimeProvider.System).AddModel(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Model:Provider"] = "OpenAICompatible", ["Model:Endpoint"] = server.Endpoint, ["Model:ApiKey"] = ModelServer.Key, ["Model:Name"] = "test-model",
            }).Build()).BuildServiceProvider();
        }

        Answerer = new Answerer(retriever, Options.Create(options), _services?.GetRequiredService<IChatClient>(), time, Log);
    }

    public ModelServer? Server { get; }

    public Answerer Answerer { get; }

    public RecordingLogger<Answerer> Log { get; } = new();

    public List<string> Shown { get; } = [];

    public static AnsweringBench WithoutModel() => new(null, null, null);

    public static async Task<AnsweringBench> WithModelAsync(
        Func<ModelServerRequest, ModelServerReply> script, Action<AnsweringOptions>? configure = null, TimeProvider? time = null) =>
        new(await ModelServer.StartAsync(script), configure, time);

    /// <summary>A bench over entries of the test, with a model when a script is given.</summary>
    public static async Task<AnsweringBench> OverAsync(IReadOnlyList<KnowledgeEntry> entries, Func<ModelServerRequest, ModelServerReply>? script) =>
        new(script is null ? null : await ModelServer.StartAsync(script), null, null, entries);

    public Task<Answer> AskAsync(
        string text, Audience audience = Audience.Employees, string language = "fr", Func<AnswerRequest, AnswerRequest>? with = null,
        CancellationToken cancellationToken = default)
    {
        var request = new AnswerRequest(text, audience, language);
        return Answerer.AnswerAsync(
            with is null ? request : with(request),
            (soFar, _) =>
            {
                Shown.Add(soFar);
                return ValueTask.FromResult<string?>(null);
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
    }
}
