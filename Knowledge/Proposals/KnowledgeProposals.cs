using System.Text.Json;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Knowledge.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AssistantBot.Knowledge.Proposals;

/// <summary>
/// What a model proposes to an author: other phrasings of a question, a translation. Nothing here is published: a person reads it, changes it and
/// saves it, or not. What the model writes is checked like anything from outside.
/// </summary>
/// <param name="client">The model; null when none is configured.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where failures go; never texts.</param>
public sealed partial class KnowledgeProposals(IChatClient? client, TimeProvider time, ILogger<KnowledgeProposals> log)
{
    private const string PhrasingsPrompt = "propose-phrasings.v1";
    private const string TranslationPrompt = "propose-translation.v1";
    private const int LongestReply = 24_000;
    private const int LongestPhrasing = 160;
    private const int MostPhrasings = 6;
    private const int TokensForReply = 4_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private readonly ModelCall? _model = client is null ? null : new ModelCall(client, time, log);

    /// <summary>True when there is a model to ask.</summary>
    public bool IsAvailable => _model is not null;

    /// <summary>Other ways to ask what the entry answers; empty when the model gave nothing usable.</summary>
    public async Task<IReadOnlyList<string>> PhrasingsAsync(KnowledgeEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (await AskAsync(PhrasingsPrompt, entry, entry.Language, cancellationToken) is not { RootElement: { ValueKind: JsonValueKind.Array } list } reply)
            return [];
        using (reply)
        {
            var known = entry.AlsoAsked.Prepend(entry.Question).Select(Normalize).ToHashSet(StringComparer.Ordinal);
            return [.. list.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(item => Phrasing(item.GetString()!))
                .Where(text => text is not null && LanguageDetector.Detect(text, entry.Language) == entry.Language && known.Add(Normalize(text)))
                .Take(MostPhrasings)!];
        }
    }

    /// <summary>The entry in the other language, or null when the model gave nothing that says the same.</summary>
    public async Task<KnowledgeEntry?> TranslationAsync(KnowledgeEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var language = entry.Language == "fr" ? "en" : "fr";
        if (await AskAsync(TranslationPrompt, entry, language, cancellationToken) is not { RootElement: { ValueKind: JsonValueKind.Object } reply } document)
            return null;
        using (document)
        {
            if (Text(reply, "question") is not { Length: > 0 } question || Text(reply, "answer") is not { Length: > 0 } answer)
                return null;
            var translated = entry with
            {
                Language = language,
                Question = question,
                Answer = answer,
                Short = entry.Short is null ? null : Text(reply, "short"),
                AlsoAsked = reply.TryGetProperty("alsoAsked", out var asked) && asked.ValueKind == JsonValueKind.Array
                    ? [.. asked.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => Phrasing(item.GetString()!)).OfType<string>().Take(MostPhrasings)]
                    : [],
            };
            return SaysTheSame(entry, translated) ? KnowledgePublisher.Check(translated).Entry : null;
        }
    }

    // Figures and links are what a reader acts on: none may be lost, none may be new.
    private static bool SaysTheSame(KnowledgeEntry entry, KnowledgeEntry translated) =>
        LanguageDetector.Detect(translated.Answer, translated.Language) == translated.Language
        && translated.Answer.Length < (entry.Answer.Length * 2) + 200
        && Marks(Link(), entry.Answer).SetEquals(Marks(Link(), translated.Answer))
        && Marks(Number(), entry.Question + " " + entry.Short + " " + entry.Answer).IsSupersetOf(Marks(Number(), translated.Question + " " + translated.Short + " " + translated.Answer));

    private static HashSet<string> Marks(Regex pattern, string text) => [.. pattern.Matches(text).Select(match => match.Value.TrimStart('0'))];

    private static string? Phrasing(string text)
    {
        text = string.Join(' ', HiddenText.Remove(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length is > 2 and <= LongestPhrasing && text.IndexOfAny(['<', '>', '[', ']', '|', ';', '`', '#', '*', '{', '}']) < 0 && !text.Contains("://", StringComparison.Ordinal) ? text : null;
    }

    private static string? Text(JsonElement reply, string name) =>
        reply.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? HiddenText.Remove(value.GetString()!).Trim() : null;

    private static string Normalize(string text) => string.Join(' ', TextAnalyzer.Analyze(text, "fr").Select(token => token.Folded));

    private async Task<JsonDocument?> AskAsync(string version, KnowledgeEntry entry, string language, CancellationToken cancellationToken)
    {
        if (_model is null)
            return null;
        var rules = PromptText.Rules(typeof(KnowledgeProposals).Assembly, version).Replace("{{language}}", language == "en" ? "English" : "French", StringComparison.Ordinal);
        var data = new
        {
            question = PromptText.Written(entry.Question, 400),
            @short = entry.Short is null ? null : PromptText.Written(entry.Short, 400),
            alsoAsked = entry.AlsoAsked.Take(20).Select(text => PromptText.Written(text, 300)),
            answer = PromptText.Written(entry.Answer, 20_000),
        };
        var prompt = ModelPrompt.Create(version, rules, data, _model.Model);
        var raw = await _model.RunAsync(prompt, new ModelCallOptions { Timeout = Timeout, MaxOutputTokens = TokensForReply, Temperature = 0.3f }, LongestReply, kept: null, onText: null, cancellationToken);
        if (raw is null)
            return null;
        // Models like to fence what they were asked to write bare.
        var (start, end) = (raw.AsSpan().IndexOfAny('[', '{'), raw.AsSpan().LastIndexOfAny(']', '}'));
        try
        {
            return start < 0 || end < start ? null : JsonDocument.Parse(raw.AsMemory(start, end - start + 1), new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException)
        {
            LogUnreadable(version);
            return null;
        }
    }

    [GeneratedRegex(@"\d+(?:[.,:]\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:https?://|mailto:|tel:)[^\s)>\]]+", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [LoggerMessage(1, LogLevel.Warning, "The model's proposal was not readable (prompt {Prompt})")]
    private partial void LogUnreadable(string prompt);
}
