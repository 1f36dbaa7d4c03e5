using System.Text.Json;
using System.Text.RegularExpressions;
using AssistantBot.Bot.Cli;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;

namespace AssistantBot.Benchmarks.Answers;

/// <summary>
/// <c>faq FILE|FOLDER [--hold-out N]</c>: retrieval on public question sets, turned into what <c>evaluate answers</c> reads. StackFAQ
/// (Karan and Šnajder 2018) as <c>stackExchange-FAQ.json</c>; the covid FAQ of dialoguemd as its folder of <c>xx_nlu.md</c> and <c>xx_responses.md</c>.
/// With <c>--hold-out 5</c> every fifth entry is left out, and its questions must find no answer.
/// </summary>
internal static class FaqCommand
{
    private sealed record Entry(string Id, string Language, string Question, string Answer, IReadOnlyList<string> Asked);

    public static async Task<int> RunAsync(string[] args)
    {
        var hold = Array.IndexOf(args, "--hold-out");
        var every = hold >= 0 && hold + 1 < args.Length ? int.Parse(args[hold + 1], System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue;
        if (args.Length == 0 || (!File.Exists(args[0]) && !Directory.Exists(args[0])))
        {
            Console.Error.WriteLine("faq FILE|FOLDER [--hold-out N]");
            return 2;
        }

        var entries = File.Exists(args[0]) ? ReadStackFaq(args[0]) : [.. ReadCovid(args[0], "en"), .. ReadCovid(args[0], "fr")];
        var ids = entries.Select(entry => entry.Id).Distinct().ToList();
        bool IsHeld(string id) => (ids.IndexOf(id) + 1) % every == 0;
        var folder = Directory.CreateTempSubdirectory("faq-").FullName;
        try
        {
            List<string> knowledge = [];
            foreach (var (name, text) in KnowledgeMarkdown.Files(entries.Where(entry => !IsHeld(entry.Id)).Select(Checked)))
            {
                knowledge.Add(Path.Combine(folder, name));
                await File.WriteAllTextAsync(knowledge[^1], text);
            }

            var queries = Path.Combine(folder, "queries.jsonl");
            await File.WriteAllLinesAsync(queries, entries.SelectMany(entry => entry.Asked.Select((text, index) =>
                JsonSerializer.Serialize(new { id = $"{entry.Id}-{entry.Language}-{index}", lang = entry.Language, text, entry_id = IsHeld(entry.Id) ? null : entry.Id, style = "public" }))));
            return await new EvaluateAnswers().RunAsync([string.Join(',', knowledge), queries], Console.Out, CancellationToken.None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<Entry> ReadStackFaq(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        List<Entry> entries = [];
        foreach (var pair in document.RootElement.GetProperty("root").GetProperty("qapair").EnumerateArray())
        {
            entries.Add(new Entry(
                $"thread-{entries.Count + 1}", "en", Plain(pair.GetProperty("question").ToString()), Plain(string.Join("\n\n", Texts(pair.GetProperty("answer")))),
                [.. Texts(pair.GetProperty("rephr")).Where(text => text.Length > 1)]));
        }

        return entries;
    }

    private static IEnumerable<Entry> ReadCovid(string folder, string language)
    {
        var answers = Sections(Path.Combine(folder, $"{language}_responses.md"), "## ", "  - ");
        foreach (var (intent, examples) in Sections(Path.Combine(folder, $"{language}_nlu.md"), "## intent:", "- "))
        {
            var at = intent.IndexOf("/ask_", StringComparison.Ordinal);
            var id = at < 0 ? "" : intent[(at + 5)..];
            if (at >= 0 && examples.Count > 1 && answers.FirstOrDefault(answer => answer.Name == id).Lines is { Count: > 0 } lines)
                yield return new Entry(id, language, Plain(examples[0]), Plain(string.Join("\n\n", lines)), examples[1..]);
        }
    }

    private static List<(string Name, List<string> Lines)> Sections(string path, string heading, string item)
    {
        List<(string Name, List<string> Lines)> sections = [];
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith(heading, StringComparison.Ordinal))
                sections.Add((line[heading.Length..].Trim(), []));
            else if (sections.Count > 0 && line.StartsWith(item, StringComparison.Ordinal))
                sections[^1].Lines.Add(line[item.Length..].Trim());
        }

        return sections;
    }

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(item => item.ToString()) : [value.ToString()];

    private static KnowledgeEntry Checked(Entry entry)
    {
        var draft = new KnowledgeEntry { Id = entry.Id, Language = entry.Language, Question = entry.Question, Answer = entry.Answer, Source = "FAQ" };
        return KnowledgePublisher.Check(draft).Entry ?? throw new InvalidOperationException($"The entry {entry.Id} cannot be read.");
    }

    // Posts hold markup of every kind; only their words are measured.
    private static string Plain(string text)
    {
        var words = Regex.Replace(text, @"[^\p{L}\p{N}\s.,;:!?'’()/%€$-]+", " ");
        words = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimStart('-', ' ', '.');
        return words.Length <= 15_000 ? words : words[..15_000];
    }
}
