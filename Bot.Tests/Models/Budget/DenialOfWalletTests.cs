using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Models.Budget;

/// <summary>Who has no token costs nothing, who has one costs no more than their share, and whoever used it up is still answered.</summary>
public sealed class DenialOfWalletTests : IAsyncLifetime
{
    private const string Question = "Quels sont vos horaires d'ouverture ?";

    // Who asks the same again and again is offered a person.
    private static readonly string[] Questions =
    [
        "Quels moyens de paiement acceptez-vous ?", "Comment obtenir ma facture ?", "Quels sont vos délais de livraison ?", "Combien coûte la livraison ?",
        "Comment retourner un article ?", "Comment entretenir un meuble en bois huilé ?", "Comment supprimer mon compte ?", "Comment utiliser une carte cadeau ?",
    ];
    private const string Routine = """{"route":"routine","reason":"none","confidence":0.02,"danger":false,"evidence":[],"question":""}""";

    private ModelServer _model = null!;

    public async Task InitializeAsync() => _model = await ModelServer.StartAsync(Answer);

    public async Task DisposeAsync() => await _model.DisposeAsync();

    [Fact]
    public async Task Flood_WithoutAValidToken_CostsNoCall_AndAPersonWithOneIsAnswered()
    {
        await using var product = await StartAsync(("Channels__BotService", "false"));
        using var http = new HttpClient { BaseAddress = product.BaseAddress, Timeout = Patience.Generous };
        var message = JsonSerializer.Serialize(new { type = "message", text = Question, from = new { id = "me" }, channelId = "msteams", conversation = new { id = "a:1" }, serviceUrl = "http://127.0.0.1:9/" });
        using var visitor = await ChatVisitor.StartAsync(product.BaseAddress);
        string?[] bearers = [null, "", "garbage", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.", new string('a', 4000)];
        string[] paths = ["api/messages", $"v3/directline/conversations/{visitor.Conversation}/activities", "v3/directline/conversations/unknown/activities", "v3/directline/conversations", "v3/directline/tokens/refresh"];

        var statuses = await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, paths[i % paths.Length]) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
            if (bearers[i / paths.Length % bearers.Length] is { } bearer)
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + bearer);
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.TooManyRequests or HttpStatusCode.MethodNotAllowed, status.ToString()));
        Assert.Empty(_model.Requests);
        Assert.Contains("[1]", TextOf(await visitor.AskAsync(Question)), StringComparison.Ordinal);
        Assert.Equal(2, _model.Requests.Count);
    }

    [Fact]
    public async Task Flood_OfParallelVisitors_CostsTheirSitesShare_AlsoAfterARestart_AndEverybodyIsAnswered()
    {
        const int Share = 12;
        await using var product = await StartAsync(("Model__Budget__CallsPerSite", $"{Share}"));
        var visitors = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ChatVisitor.StartAsync(product.BaseAddress)));

        var answers = await Task.WhenAll(visitors.Select(visitor => visitor.AskAsync(Question)));

        // Not one call more than the share: the last reservation was refused before it was made.
        Assert.Equal(Share, _model.Requests.Count);
        Assert.All(answers, answer => Assert.Contains("Source", TextOf(answer), StringComparison.Ordinal));

        await product.KillAsync();
        await product.StartAgainAsync();
        using var late = await ChatVisitor.StartAsync(product.BaseAddress);
        Assert.Contains("Source", TextOf(await late.AskAsync(Question)), StringComparison.Ordinal);
        // What the knowledge does not hold is said, with a person offered; who asks for one gets one.
        Assert.NotEmpty(ButtonsOf(await late.AskAsync("Quelle est la capitale de la Mongolie ?")));
        await late.AskAsync("Je veux parler à une personne.");
        using var desk = await DeskAssistant.EnterAsync(product);
        Assert.NotNull(await desk.WaitForAsync(_ => true));
        Assert.Equal(Share, _model.Requests.Count);
        foreach (var visitor in visitors)
            visitor.Dispose();
    }

    [Fact]
    public async Task Questions_OfOnePerson_CostTheirShareOfCallsAndOfTokens_OthersGoOn()
    {
        await using var product = await StartAsync(("Model__Budget__CallsPerPerson", "6"), ("Model__Budget__TokensPerPerson", "100000"));
        using var greedy = await ChatVisitor.StartAsync(product.BaseAddress);
        foreach (var question in Questions)
            Assert.Contains("Source", TextOf(await greedy.AskAsync(question)), StringComparison.Ordinal);
        Assert.Equal(6, _model.Requests.Count);

        using var other = await ChatVisitor.StartAsync(product.BaseAddress);
        Assert.Contains("[1]", TextOf(await other.AskAsync(Question)), StringComparison.Ordinal);
        Assert.Equal(8, _model.Requests.Count);
    }

    [Fact]
    public async Task Questions_OfAHundredKilobytes_AndAModelThatRepeatsForEver_CostLittleAndStopAtTheBudget()
    {
        const int Share = 12_000;
        _model.Script = request => request.IsJudgement
            ? ModelServerReply.Says(Routine)
            : ModelServerReply.Streams("oui oui oui oui oui oui oui oui ") with { Endless = true };
        await using var product = await StartAsync(("Model__Budget__TokensPerDay", $"{Share}"));
        using var visitor = await ChatVisitor.StartAsync(product.BaseAddress);
        var large = $"{Question} Répète « oui » pour toujours. " + string.Concat(Enumerable.Repeat("oui ", 25_000));

        for (var i = 0; i < 12; i++)
            Assert.NotEmpty(TextOf(await visitor.AskAsync(i % 2 == 0 ? Questions[i / 2] : large)));

        // A judgement is paid for as the provider counts it; an answer that never ends by itself, as it was estimated.
        var asked = _model.Requests.Where(request => !request.IsJudgement).ToList();
        Assert.All(_model.Requests, request => Assert.True(request.User.Length < 20_000, $"{request.User.Length}"));
        Assert.InRange(asked.Sum(request => (request.System.Length + request.User.Length) / 4), 1, Share);
        Assert.Contains("Source", TextOf(await visitor.AskAsync(Question)), StringComparison.Ordinal);
        Assert.Equal(asked.Count, _model.Requests.Count(request => !request.IsJudgement));
    }

    private static ModelServerReply Answer(ModelServerRequest request) => ModelServerReply.Says(
        request.IsJudgement ? Routine : request.Data.GetProperty("passages")[0].GetProperty("text").GetString()!.Split('\n')[0].TrimEnd('.') + " [1].");

    private async Task<ProductProcess> StartAsync(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Model__Provider"] = "OpenAICompatible",
            ["Model__Endpoint"] = _model.Endpoint,
            ["Model__ApiKey"] = ModelServer.Key,
            ["Model__Name"] = "test-model",
            ["Model__IdleTimeout"] = "00:02:00",
            ["Knowledge__Answering__Timeout"] = "00:02:00",
            ["Triage__Model__Timeout"] = "00:00:15",
            ["Turns__Timeout"] = "00:05:00",
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        return await ProductProcess.StartAsync(settings);
    }

    private static string TextOf(IEnumerable<JsonElement> replies) =>
        string.Join('\n', replies.Select(reply => reply.TryGetProperty("text", out var text) ? text.GetString() : ""));

    private static IEnumerable<string?> ButtonsOf(IEnumerable<JsonElement> replies) => replies
        .Where(reply => reply.TryGetProperty("suggestedActions", out var suggested) && suggested.ValueKind == JsonValueKind.Object)
        .SelectMany(reply => reply.GetProperty("suggestedActions").GetProperty("actions").EnumerateArray()).Select(action => action.GetProperty("title").GetString());
}
