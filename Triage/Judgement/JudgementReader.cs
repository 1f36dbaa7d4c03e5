using System.Text.Json;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Models;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Triage.Judgement;

/// <summary>Reads a judgement out of what a model wrote. What is not exactly as asked is no judgement; what could carry words of its own is checked.</summary>
internal static partial class JudgementReader
{
    private const int MostEvidence = 3;
    private const int ShortestEvidence = 3;
    private const int LongestEvidence = 80;
    private const int LongestQuestion = 300;
    private const int LongEnoughToTellLanguage = 25;

    private static readonly Dictionary<string, TriageReason> ByName = new(StringComparer.Ordinal)
    {
        ["none"] = TriageReason.None,
        ["explicit_request"] = TriageReason.ExplicitRequest,
        ["distress"] = TriageReason.Distress,
        ["anger_complaint"] = TriageReason.AngerOrComplaint,
        ["conflict"] = TriageReason.Conflict,
        ["sensitive"] = TriageReason.Sensitive,
        ["personal_context"] = TriageReason.PersonalContext,
        ["ambiguous"] = TriageReason.Ambiguous,
    };

    /// <summary>The names of the reasons.</summary>
    public static IEnumerable<string> Reasons => ByName.Keys;

    /// <summary>The judgement, or null.</summary>
    public static ModelJudgement? Read(string raw, JudgementRequest request)
    {
        try
        {
            // Some models put the object into a fence or a sentence.
            var start = raw.IndexOf('{', StringComparison.Ordinal);
            var end = raw.LastIndexOf('}');
            if (start < 0 || end <= start)
                return null;
            using var json = JsonDocument.Parse(raw.AsMemory(start, end - start + 1), new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            return Read(json.RootElement, request);
        }
        // A property of another kind is as unreadable as no JSON.
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static ModelJudgement? Read(JsonElement json, JudgementRequest request)
    {
        var isHuman = json.GetProperty("route").GetString() switch
        {
            "human" => true,
            "routine" => false,
            _ => (bool?)null,
        };
        if (isHuman is null || !ByName.TryGetValue(json.GetProperty("reason").GetString() ?? "", out var reason) || isHuman != (reason != TriageReason.None))
            return null;
        var confidence = json.GetProperty("confidence").GetDouble();
        if (confidence is not (>= 0 and <= 1))
            return null;
        var danger = json.GetProperty("danger").GetBoolean();
        return new ModelJudgement(isHuman.Value ? TriageRoute.Human : TriageRoute.Routine, reason, confidence)
        {
            DangerToLife = danger && isHuman.Value,
            Evidence = [.. json.GetProperty("evidence").EnumerateArray().Select(piece => piece.GetString() ?? "").Where(piece => IsOf(piece, request.Text)).Take(MostEvidence)],
            Question = Question(json.GetProperty("question").GetString(), request),
        };
    }

    // Evidence is shown to people: only the person's own words are.
    private static bool IsOf(string piece, string message) =>
        piece.Length is >= ShortestEvidence and <= LongestEvidence && !piece.Any(char.IsControl) && message.Contains(piece, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The reworded question, when it can be one: a follow-up's, short, of the same language, and made of words that were said. It decides only
    /// what is looked for; what may be found depends on who asks.
    /// </summary>
    private static string? Question(string? question, JudgementRequest request)
    {
        if (string.IsNullOrWhiteSpace(question) || request.History.Count == 0 || question.Length > LongestQuestion)
            return null;
        var clean = HiddenText.Remove(question).Trim();
        if (clean != question.Trim() || clean.Any(char.IsControl) || Active().IsMatch(clean) || clean.Equals(request.Text.Trim(), StringComparison.OrdinalIgnoreCase))
            return null;
        var language = LanguageDetector.Detect(request.Text);
        if (clean.Length > LongEnoughToTellLanguage && request.Text.Length > LongEnoughToTellLanguage && LanguageDetector.Detect(clean, language) != language)
            return null;
        var said = Words(string.Join(' ', request.History.Select(turn => turn.Text).Append(request.Text)), language);
        var words = Words(clean, language);
        return words.Count > 0 && words.Count(said.Contains) * 2 >= words.Count ? PromptText.Said(clean, LongestQuestion) : null;
    }

    private static HashSet<string> Words(string text, string language) =>
        [.. TextAnalyzer.Analyze(text.Length > 6_000 ? text[^6_000..] : text, language).Where(token => !token.IsStopWord).Select(token => token.Stem)];

    [GeneratedRegex(@"[<>{}\[\]|`]|://|\bwww\.|@", RegexOptions.CultureInvariant)]
    private static partial Regex Active();
}
