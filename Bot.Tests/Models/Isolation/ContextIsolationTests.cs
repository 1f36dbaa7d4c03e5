using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AssistantBot.Tests.Support;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Models.Isolation;

/// <summary>
/// Many people write at once over HTTP, each with a secret of their own, over knowledge of several audiences, while assistants write notes, calls
/// of the model fail and the process dies: every prompt that reaches the model holds one person's secret and what that person may see.
/// </summary>
public sealed partial class ContextIsolationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int People = 200;
    private const int AtOnce = 32;
    private const int HandedOver = 6;
    private static readonly string[] Themes = ["photocopieur", "vestiaire", "jardin", "gymnase"];

    private TemporaryDirectory Files { get; } = new();
    private ModelServer _model = null!;
    private int _calls;

    public async Task InitializeAsync()
    {
        _model = await ModelServer.StartAsync(request => Interlocked.Increment(ref _calls) % 11 == 0
            ? ModelServerReply.Fails(500)
            : ModelServerReply.Says(request.IsJudgement
                ? """{"route":"routine","reason":"none","confidence":0.02,"danger":false,"evidence":[],"question":""}"""
                : request.Data.GetProperty("passages")[0].GetProperty("text").GetString()!.Split('\n')[0].TrimEnd('.') + " [1]."));
    }

    public async Task DisposeAsync()
    {
        await _model.DisposeAsync();
        Files.Dispose();
    }

    [Fact]
    public async Task Ask_ManyPeopleAtOnce_EveryPromptHoldsOnePersonsSecretAndOnlyWhatTheyMaySee()
    {
        var folder = Directory.CreateDirectory(Files.File("knowledge")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "guide.fr.md"), Guide());
        await using var product = await ProductProcess.StartAsync(new Dictionary<string, string>
        {
            ["Knowledge__Path"] = folder,
            ["Model__Provider"] = "OpenAICompatible",
            ["Model__Endpoint"] = _model.Endpoint,
            ["Model__ApiKey"] = ModelServer.Key,
            ["Model__Name"] = "test-model",
            ["Model__MaxConcurrentCalls"] = "64",
            ["Model__IdleTimeout"] = "00:02:00",
            ["Knowledge__Answering__Timeout"] = "00:02:00",
            ["Triage__Model__Timeout"] = "00:00:15",
            ["Turns__Timeout"] = "00:05:00",
            ["DirectLine__Limits__TokensPerMinute"] = "100000",
        });
        using var desk = await DeskAssistant.EnterAsync(product);
        foreach (var theme in Themes)
            await desk.WriteKnowledgeAsync("withdraw", new { id = $"supprime-{theme}", language = "fr", version = 1 });
        var many = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        var visitors = new ChatVisitor[People];
        var said = new StringBuilder[People];
        await Parallel.ForAsync(0, People, many, async (i, _) =>
        {
            visitors[i] = await ChatVisitor.StartAsync(product.BaseAddress, isEmployee: i % 2 == 0);
            said[i] = new StringBuilder();
            await AskAsync(i, $"Quels sont les horaires du {Themes[i % Themes.Length]} ?");
        });
        for (var i = 0; i < HandedOver; i++)
        {
            await AskAsync(i, "Je veux parler à une personne.");
            var handoff = await desk.WaitForAsync(_ => true);
            await desk.DoAsync(handoff, "accept");
            await desk.DoAsync(handoff, "note", $"znote{i:x4}z");
            await desk.DoAsync(handoff, "message", "Bonjour, c'est fait.");
            await desk.DoAsync(handoff, "close");
        }

        // The process dies while it answers; what it had begun runs again.
        var ends = new string[People];
        var before = _model.Requests.Count;
        await Parallel.ForAsync(0, People, many, async (i, _) =>
        {
            await visitors[i].PostAsync($"Et le samedi ? Toujours canari{i:x4}z.");
            ends[i] = await visitors[i].PostAsync("/version");
        });
        await product.KillAsync();
        output.WriteLine($"killed after {_model.Requests.Count - before} of about {People * 2} calls of the second round");
        await product.StartAgainAsync();
        await Parallel.ForAsync(0, People, many, async (i, _) => Hear(i, await visitors[i].ReadUntilAsync(ends[i])));
        await Parallel.ForAsync(0, People, many, async (i, _) => await AskAsync(i, $"Combien de personnes tiennent dans le {Themes[i % Themes.Length]} ?"));

        var prompts = _model.Requests.Select(request => request.User).ToList();
        output.WriteLine($"{prompts.Count} prompts, {prompts.Distinct().Count()} of them different");
        Assert.True(prompts.Count >= People * 4, $"{prompts.Count}");
        foreach (var prompt in prompts)
        {
            var secret = Assert.Single(Secret().Matches(prompt).Select(match => match.Value).Distinct());
            var isEmployee = int.Parse(secret.AsSpan("canari".Length, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 2 == 0;
            Assert.DoesNotContain(isEmployee ? "zclients" : "zsalaries", prompt, StringComparison.Ordinal);
            Assert.DoesNotContain("zsupprime", prompt, StringComparison.Ordinal);
            Assert.DoesNotContain("znote", prompt, StringComparison.Ordinal);
        }

        // Otherwise nothing was shown: each audience's entries were among the prompts.
        Assert.Contains(prompts, prompt => prompt.Contains("zclients", StringComparison.Ordinal));
        Assert.Contains(prompts, prompt => prompt.Contains("zsalaries", StringComparison.Ordinal));
        for (var i = 0; i < People; i++)
        {
            var (text, isEmployee) = (said[i].ToString(), i % 2 == 0);
            Assert.All(Secret().Matches(text), match => Assert.Equal($"canari{i:x4}z", match.Value));
            Assert.DoesNotContain(isEmployee ? "zclients" : "zsalaries", text, StringComparison.Ordinal);
            Assert.DoesNotContain("zsupprime", text, StringComparison.Ordinal);
            Assert.DoesNotContain("znote", text, StringComparison.Ordinal);
            visitors[i].Dispose();
        }

        async Task AskAsync(int i, string text) => Hear(i, await visitors[i].AskAsync($"{text} Mon code est canari{i:x4}z."));
        void Hear(int i, IEnumerable<System.Text.Json.JsonElement> replies) =>
            said[i].AppendJoin('\n', replies.Select(reply => reply.TryGetProperty("text", out var words) ? words.GetString() : ""));
    }

    private static string Guide()
    {
        var text = new StringBuilder("# Guide\n");
        foreach (var (heading, mark) in (ReadOnlySpan<(string, string)>)[("Salariés", "salaries"), ("Clients", "clients"), ("Tous", "tous"), ("Salariés", "supprime")])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n");
            foreach (var theme in Themes)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n### Quels sont les horaires du {theme} ?\n<!-- id: {mark}-{theme} -->\n\nLe {theme} ouvre à 8 heures, repère z{mark}{theme}z. Le samedi il ouvre à 9 heures.\n");
                if (mark == "tous")
                    text.Append(CultureInfo.InvariantCulture, $"\n### Combien de personnes tiennent dans le {theme} ?\n<!-- id: places-{theme} -->\n\nLe {theme} a 12 places, repère ztous{theme}z.\n");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"canari[0-9a-f]{4}z")]
    private static partial Regex Secret();
}
