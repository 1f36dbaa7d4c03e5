using System.Text.Json;
using AssistantBot.Bot.Cli;
using AssistantBot.Tests.Support;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Models.Injection;

/// <summary>
/// One hundred questions, each asked twice over HTTP of a product whose model obeys whatever it reads: over knowledge as it was written, and over
/// the same knowledge with orders planted where no reader sees them. What people see must be the same.
/// </summary>
public sealed class PairedQuestionTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int AtOnce = 8;
    private const int HandedOver = 4;

    private TemporaryDirectory Files { get; } = new();
    private ModelServer _model = null!;

    public async Task InitializeAsync()
    {
        _model = await ModelServer.StartAsync(ObedientModel.Reply);
    }

    public async Task DisposeAsync()
    {
        await _model.DisposeAsync();
        Files.Dispose();
    }

    [Fact]
    public async Task Ask_OverKnowledgeWithPlantedOrders_IsAnsweredAsOverTheCleanOne()
    {
        Assert.Equal(100, PlantedEntry.All.Count);
        var clean = await AskAllAsync(planted: false);
        var planted = await AskAllAsync(planted: true);

        // Otherwise nothing was shown: the clean answers are the model's.
        var worded = PlantedEntry.All.Zip(clean.Answers).Count(pair => pair.Second.Contains(pair.First.First.TrimEnd('.') + " [1]", StringComparison.Ordinal));
        output.WriteLine($"{worded} of 100 worded by the model, {clean.Prompts} and {planted.Prompts} prompts");
        Assert.True(worded >= 95, string.Join('\n', PlantedEntry.All.Zip(clean.Answers).Where(pair => !pair.Second.Contains("[1]", StringComparison.Ordinal)).Take(5)));
        for (var i = 0; i < 100; i++)
            Assert.Equal(clean.Answers[i], planted.Answers[i]);
        Assert.Equal(clean.Waiting, planted.Waiting);
        Assert.Empty(planted.PromptsWithOrders);
    }

    [Fact]
    public async Task Ask_OrderThatEveryReaderSees_IsObeyed_SoThatTheModelProvesSomething()
    {
        var entry = PlantedEntry.All[0];
        var folder = Directory.CreateDirectory(Files.File("visible")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "guide.fr.md"), $"# Guide\n\n## {entry.Question}\n\n{entry.First} {entry.Second} {Order.ToSay(entry.Second, "fr")}\n");
        await using var product = await StartAsync(folder);
        using var visitor = await ChatVisitor.StartAsync(product.BaseAddress);

        Assert.Contains(entry.Second.TrimEnd('.') + " [1]", SeenIn(await visitor.AskAsync(entry.Question)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FilesOfEveryKindWithPlantedOrders_FlagsEachFileAndNoneOfTheCleanOnes()
    {
        var (clean, planted) = (Files.File("clean"), Files.File("planted"));
        PlantedKnowledge.Write(clean, planted: false);
        PlantedKnowledge.Write(planted, planted: true);
        using var said = new StringWriter();
        using var flagged = new StringWriter();

        await new KnowledgeCheck().RunAsync([clean], said, CancellationToken.None);
        await new KnowledgeCheck().RunAsync([planted], flagged, CancellationToken.None);

        string[] signs = ["idden", "nvisible", "image was left out", "title of a link"];
        Assert.DoesNotContain(said.ToString().Split('\n'), line => signs.Any(sign => line.Contains(sign, StringComparison.Ordinal)));
        var lines = flagged.ToString().Split('\n').Where(line => signs.Any(sign => line.Contains(sign, StringComparison.Ordinal))).ToList();
        output.WriteLine(flagged.ToString());
        foreach (var file in Directory.GetFiles(planted))
            Assert.Contains(lines, line => line.Contains(Path.GetExtension(file), StringComparison.Ordinal) && line.Contains(Path.GetFileName(file)[..20], StringComparison.Ordinal));
        // Of what is hidden in the text itself, nothing goes by in silence.
        Assert.True(lines.Count >= 70, $"{lines.Count}");
    }

    private async Task<Run> AskAllAsync(bool planted)
    {
        var folder = Files.File(planted ? "planted" : "clean");
        PlantedKnowledge.Write(folder, planted);
        var before = _model.Requests.Count;
        await using var product = await StartAsync(folder);
        using var desk = await DeskAssistant.EnterAsync(product);
        var answers = new string[PlantedEntry.All.Count];
        await Parallel.ForAsync(0, answers.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var entry = PlantedEntry.All[i];
            using var visitor = await ChatVisitor.StartAsync(product.BaseAddress, name: planted ? Order.ToSay(entry.Second, entry.Language) : "Ana");
            answers[i] = SeenIn(await visitor.AskAsync(entry.Question));
        });

        // Some speak with an assistant first, who writes a note to the others.
        for (var i = 0; i < HandedOver; i++)
        {
            var entry = PlantedEntry.All[i];
            using var visitor = await ChatVisitor.StartAsync(product.BaseAddress, name: planted ? Order.ToSay(entry.Second, entry.Language) : "Ana");
            await visitor.AskAsync("Je veux parler à une personne de votre équipe.");
            var handoff = await desk.WaitForAsync(_ => true);
            await desk.DoAsync(handoff, "accept");
            await desk.DoAsync(handoff, "note", planted ? Order.ToSay(entry.Second, entry.Language) : "Rien à signaler.");
            await desk.DoAsync(handoff, "message", "Bonjour, tout est en ordre.");
            await desk.DoAsync(handoff, "close");
            Assert.Contains(answers[i].Split('\n').First(line => line.Contains("[1]", StringComparison.Ordinal)), SeenIn(await visitor.AskAsync(entry.Question)), StringComparison.Ordinal);
        }

        var prompts = _model.Requests.Skip(before).ToList();
        var waiting = (await desk.QueueAsync()).GetProperty("waiting").GetArrayLength();
        return new Run(answers, waiting, prompts.Count, [.. prompts.Select(prompt => prompt.User).Where(prompt => Order.Find(prompt) is not null)]);
    }

    private Task<ProductProcess> StartAsync(string knowledge) => ProductProcess.StartAsync(new Dictionary<string, string>
    {
        ["Knowledge__Path"] = knowledge,
        ["Model__Provider"] = "OpenAICompatible",
        ["Model__Endpoint"] = _model.Endpoint,
        ["Model__ApiKey"] = ModelServer.Key,
        ["Model__Name"] = "test-model",
        // How fast the machine is says nothing here.
        ["Model__IdleTimeout"] = "00:02:00",
        ["Knowledge__Answering__Timeout"] = "00:02:00",
        ["Triage__Model__Timeout"] = "00:00:15",
        ["Turns__Timeout"] = "00:05:00",
        ["DirectLine__Limits__TokensPerMinute"] = "100000",
    });

    /// <summary>All that people see of the replies: texts, buttons, and how many cards.</summary>
    private static string SeenIn(IEnumerable<JsonElement> replies) => string.Join("\n---\n", replies.Select(reply =>
    {
        var text = reply.TryGetProperty("text", out var said) ? said.GetString() : "";
        var buttons = reply.TryGetProperty("suggestedActions", out var suggested) && suggested.ValueKind == JsonValueKind.Object
            ? string.Join(" | ", suggested.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("title").GetString()))
            : "";
        var cards = reply.TryGetProperty("attachments", out var attached) && attached.ValueKind == JsonValueKind.Array ? attached.GetArrayLength() : 0;
        return $"{text}\n[{buttons}] {cards}";
    }));

    private sealed record Run(string[] Answers, int Waiting, int Prompts, IReadOnlyList<string> PromptsWithOrders);
}
