using AssistantBot.Knowledge.Answering;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Knowledge.Answering;

public sealed class GroundedAnswerTests
{
    private const string Good = "Vous avez 25 jours ouvrés par an, soit 2,08 par mois [1]. Posez-les sur [Tempo](https://tempo.maison.example/conges) avant 16 h [1].";

    [Fact]
    public async Task Answer_GoodModel_IsGroundedWithItsSource()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(Good));

        var answer = await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.True(bench.Answerer.HasModel);
        Assert.Equal((AnswerKind.Grounded, Good, "fr"), (answer.Kind, answer.Text, answer.Language));
        Assert.Equal("leave", Assert.Single(answer.Sources).Id);
        Assert.Single(bench.Server!.Requests);
    }

    [Fact]
    public async Task Answer_Streaming_ShowsWholeCitedSentencesThatEndInTheAnswer()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(Good + "\n\n- Contact : paie@maison.example [1]\n- Une autre [1]"));

        var answer = await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.Equal(
            ["Vous avez 25 jours ouvrés par an, soit 2,08 par mois [1].", Good, Good + "\n\n- Contact : paie@maison.example [1]"],
            bench.Shown);
        Assert.All(bench.Shown, shown => Assert.StartsWith(shown, answer.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Vous avez 25 jours ouvrés par an [1]. Vous avez aussi quarante primes [1].", "Vous avez 25 jours ouvrés par an [1].")]
    [InlineData("Vous avez 25 jours ouvrés par an. [1] Le reste est offert par la direction. Posez-les sur Tempo. [1]", "Vous avez 25 jours ouvrés par an. [1]")]
    [InlineData("Selon le guide [1], vous avez des voitures et des voyages à Venise sans limite aucune.", null)]
    [InlineData("Vous avez 25 jours ouvrés par an, sans source.", null)]
    public async Task Answer_SentenceThatTheCheckRefuses_IsNeverShown(string said, string? shown)
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(said));

        await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.Equal(shown is null ? [] : [shown], bench.Shown.Take(1));
        Assert.All(bench.Shown, text => Assert.DoesNotContain("primes", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_FirstSentence_IsShownWhileTheModelStillWrites()
    {
        var shown = new TaskCompletionSource();
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Streams("Vous avez 25 jours ouvrés par an [1]. ", "Posez-les ", "sur Tempo [1].") with
        {
            BeforePiece = (index, token) => index == 1 ? shown.Task.WaitAsync(token) : Task.CompletedTask,
        });

        var answer = await bench.Answerer.AnswerAsync(
            new AnswerRequest(AnsweringBench.LeaveQuestion, AssistantBot.Knowledge.Audience.Employees, "fr"),
            (_, _) =>
            {
                shown.TrySetResult();
                return ValueTask.FromResult<string?>(null);
            },
            CancellationToken.None);

        Assert.Equal(AnswerKind.Grounded, answer.Kind);
    }

    [Fact]
    public async Task Answer_StoppedByItsReader_IsWhatTheyHaveRead()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ =>
            ModelServerReply.Streams("Vous avez 25 jours ouvrés par an [1]. ", "Posez-les sur Tempo [1]. ", "Avant 16 h [1]. ") with { Hangs = true });
        var request = new AnswerRequest(AnsweringBench.LeaveQuestion, AssistantBot.Knowledge.Audience.Employees, "fr");
        string? read = null;

        var answer = await bench.Answerer.AnswerAsync(
            request, (text, _) => ValueTask.FromResult(text.Contains("16 h", StringComparison.Ordinal) ? read : Read(text)), CancellationToken.None);

        Assert.Equal((AnswerKind.Grounded, "Vous avez 25 jours ouvrés par an [1]."), (answer.Kind, answer.Text));

        string? Read(string text)
        {
            read ??= text;
            return null;
        }
    }

    [Fact]
    public async Task Prompt_HoldsOnlyPassagesTheReaderMaySeeAndMasksIdentifiers()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says("NOT_IN_SOURCES"));

        var answer = await bench.AskAsync(
            "Comment retourner un article défectueux ? Moi c'est jean@free.fr, 06 12 34 56 78, FR76 3000 6000 0112 3456 7890 189",
            AssistantBot.Knowledge.Audience.Clients,
            with: request => request with { Earlier = ["mon numéro est 1 84 12 76 451 089 46, carte 4111 1111 1111 1111"] });

        Assert.Equal(AnswerKind.None, answer.Kind);
        var request = Assert.Single(bench.Server!.Requests);
        Assert.Contains("30 jours pour le retour", request.User, StringComparison.Ordinal);
        Assert.DoesNotContain("congés", request.User, StringComparison.Ordinal);
        Assert.All(
            ["jean@free.fr", "06 12", "FR76", "1 84 12", "4111"],
            secret => Assert.DoesNotContain(secret, request.User, StringComparison.Ordinal));
        Assert.All(["[e-mail]", "[phone]", "[iban]", "[nir]", "[card]"], mask => Assert.Contains(mask, request.User, StringComparison.Ordinal));
        Assert.Contains("NOT_IN_SOURCES", request.System, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", request.System, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_PassageOnlyInTheOtherLanguage_IsTranslatedAndSaidSo()
    {
        await using var bench = await AnsweringBench.WithModelAsync(request =>
            ModelServerReply.Says("Envoyez le justificatif avant le 20 à 16 h : vous êtes remboursé le 27 de chaque mois [1]."));

        var answer = await bench.AskAsync("How do I claim travel expenses?", language: "fr");

        Assert.Equal((AnswerKind.Grounded, "fr", "en", false), (answer.Kind, answer.Language, answer.TranslatedFrom, answer.OtherLanguageOnly));
    }

    [Fact]
    public async Task Answer_RunAgain_UsesTheKeptResult()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(Good));
        var kept = new KeptResults();

        var first = await bench.AskAsync(AnsweringBench.LeaveQuestion, with: request => request with { ModelResults = kept });
        var second = await bench.AskAsync(AnsweringBench.LeaveQuestion, with: request => request with { ModelResults = kept });

        Assert.Equal(first.Text, second.Text);
        Assert.Single(bench.Server!.Requests);
    }

    [Fact]
    public async Task Answer_SeveralSources_AreNumberedInCitationOrder()
    {
        await using var bench = await AnsweringBench.WithModelAsync(request =>
        {
            var passages = System.Text.Json.JsonDocument.Parse(request.User).RootElement.GetProperty("passages").EnumerateArray()
                .ToDictionary(passage => passage.GetProperty("heading").GetString()![..7], passage => passage.GetProperty("id").GetInt32());
            return ModelServerReply.Says($"Réservez la salle dans Outlook [{passages["Comment"]}].\n\n- Vous avez 25 jours [{passages["Combien"]}, {passages["Comment"]}].");
        });

        var answer = await bench.AskAsync("Combien de jours de congés payés ai-je, et comment réserver une salle de réunion ?");

        Assert.Equal(AnswerKind.Grounded, answer.Kind);
        Assert.Equal(["rooms", "leave"], answer.Sources.Select(source => source.Id));
        Assert.EndsWith("- Vous avez 25 jours [2][1].", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Prompt_ChangedText_NeedsANewVersion()
    {
        using var stream = typeof(Answerer).Assembly.GetManifestResourceStream("prompts/grounded-answer.v3.txt")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");

        // Answers are kept by prompt version: a change of words is a new file and a new name.
        Assert.Equal("d595bdb73693dc82", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16]);
    }

    private sealed class KeptResults : IModelResultCache
    {
        private readonly Dictionary<string, string> _results = [];

        public Task<string?> GetAsync(string promptHash, CancellationToken cancellationToken) =>
            Task.FromResult(_results.GetValueOrDefault(promptHash));

        public Task PutAsync(string promptHash, string result, CancellationToken cancellationToken)
        {
            _results.Add(promptHash, result);
            return Task.CompletedTask;
        }
    }
}
