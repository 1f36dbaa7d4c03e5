using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The product with a model that proposes, entries in one language each, and a browser that entered the desk.</summary>
public sealed class ProposalsFixture : IAsyncLifetime
{
    private const string French = """
        # Guide
        ### Où déposer mon vélo ?
        <!-- id: velo -->
        Au niveau -1, derrière la rampe ; le badge ouvre la grille de 7 h à 20 h.
        ### Comment réserver le parking ?
        <!-- id: parking -->
        Par le formulaire du portail, la veille avant 18 h ; 12 places sont tenues pour les visiteurs.
        """;

    private const string English = """
        # Guide
        ### Where do I collect a parcel?
        <!-- id: parcel -->
        At the reception desk, from 9 am to 5 pm; bring the slip that was left for you.
        ### How do I book a meeting room?
        <!-- id: room -->
        In your calendar, up to 30 days before; rooms that nobody uses are free again after 15 minutes.
        """;

    private readonly DirectoryInfo _knowledge = Directory.CreateTempSubdirectory("assistantbot-proposals-");

    internal ProductProcess Product { get; private set; } = null!;

    internal ModelServer Model { get; private set; } = null!;

    internal ChromiumBrowser Browser { get; private set; } = null!;

    /// <summary>Cookies of a browser that entered the desk by its one-time link.</summary>
    internal string DeskState { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_knowledge.FullName, "guide.fr.md"), French);
        await File.WriteAllTextAsync(Path.Combine(_knowledge.FullName, "guide.en.md"), English);
        Model = await ModelServer.StartAsync(request => ModelServerReply.Says(Proposal(request)));
        Product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["Knowledge__Path"] = _knowledge.FullName,
            ["Model__Provider"] = "OpenAICompatible",
            ["Model__Endpoint"] = Model.Endpoint,
            ["Model__ApiKey"] = ModelServer.Key,
            ["Model__Name"] = "test-model",
        });
        Browser = await ChromiumBrowser.StartAsync();
        DeskState = await WebChatFixture.SignInAsync(Product, Browser);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Product.DisposeAsync();
        await Model.DisposeAsync();
        _knowledge.Delete(recursive: true);
    }

    // Another language is asked for by name; phrasings come in the entry's own.
    private static string Proposal(ModelServerRequest request)
    {
        var question = request.Data.GetProperty("question").GetString()!;
        if (request.System.Contains("Translate the entry", StringComparison.Ordinal))
        {
            return request.System.Contains("into English", StringComparison.Ordinal)
                ? question.Contains("vélo", StringComparison.Ordinal)
                    ? """{"question":"Where can I leave my bicycle?","short":null,"alsoAsked":["bike parking"],"answer":"On level -1, behind the ramp; the badge opens the gate from 7 to 20."}"""
                    : """{"question":"How do I book the car park?","short":null,"alsoAsked":[],"answer":"With the form of the portal, the day before until 18; 12 places are kept for visitors."}"""
                : question.Contains("parcel", StringComparison.Ordinal)
                    ? """{"question":"Où retirer un colis ?","short":null,"alsoAsked":["récupérer un paquet"],"answer":"À l'accueil, de 9 h à 5 h de l'après-midi ; apportez l'avis qui vous a été laissé."}"""
                    : """{"question":"Comment réserver une salle de réunion ?","short":null,"alsoAsked":[],"answer":"Dans votre agenda, jusqu'à 30 jours avant ; une salle que personne n'occupe est de nouveau libre au bout de 15 minutes."}""";
        }

        return question.Contains('é', StringComparison.Ordinal) || question.Contains("Comment", StringComparison.Ordinal)
            ? """["Y a-t-il une place pour les personnes qui viennent le matin avec leur propre véhicule à l'entreprise ?","où est-ce que je le mets","Je cherche la place prévue pour cela"]"""
            : """["Is there a place in the building where all those who come to visit us can ask for theirs themselves?","where is it please","I am looking for the place for this"]""";
    }
}
