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
    public async Task Answer_Streaming_ShowsGrowingTextThatEndsInTheAnswer()
    {
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(Good));

        var answer = await bench.AskAsync(AnsweringBench.LeaveQuestion);

        Assert.True(bench.Shown.Count > 5);
        Assert.All(bench.Shown, shown => Assert.StartsWith(shown, answer.Text, StringComparison.Ordinal));
        Assert.All(bench.Shown, shown => Assert.Equal(shown.Count(letter => letter == '('), shown.Count(letter => letter == ')')));
    }

    [Fact]
    public async Task Answer_FirstPieces_AreShownWhileTheModelStillWrites()
    {
        var shown = new TaskCompletionSource();
        await using var bench = await AnsweringBench.WithModelAsync(_ => ModelServerReply.Says(Good) with
        {
            BeforePiece = (index, token) => index == 4 ? shown.Task.WaitAsync(token) : Task.CompletedTask,
        });

        var answer = await bench.Answerer.AnswerAsync(
            new AnswerRequest(AnsweringBench.LeaveQuestion, AssistantBot.Knowledge.Audience.Employees, "fr"),
            (_, _) =>
            {
                shown.TrySetResult();
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);

        Assert.Equal(AnswerKind.Grounded, answer.Kind);
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
        using var stream = typeof(Answerer).Assembly.GetManifestResourceStream("prompts/grounded-answer.v2.txt")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");

        // Answers are kept by prompt version: a change of words is a new file and a new name.
        Assert.Equal("b5a48fe2a066b6e4", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16]);
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
