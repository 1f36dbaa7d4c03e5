using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AssistantBot.Knowledge.Loading;
using Microsoft.Extensions.AI;

namespace AssistantBot.Knowledge.Answering;

/// <summary>The prompt of a grounded answer: fixed rules, and everything else as data.</summary>
internal sealed class GroundedPrompt
{
    /// <summary>Name and version of the prompt file.</summary>
    public const string Version = "grounded-answer.v1";

    /// <summary>What the model replies when the passages do not hold the answer.</summary>
    public const string NotInSources = "NOT_IN_SOURCES";

    private const int LongestQuestion = 1_000;
    private const int LongestPassage = 4_000;
    private const int MostEarlier = 3;

    private static readonly string Rules = ReadRules();

    // Not escaping keeps accents readable and cheap; quotes and control characters are still escaped.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private GroundedPrompt(IReadOnlyList<ChatMessage> messages, string hash)
    {
        Messages = messages;
        Hash = hash;
    }

    /// <summary>The system message and the one user message.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Names model, prompt version and content.</summary>
    public string Hash { get; }

    /// <summary>Makes the prompt; the passages are numbered from 1 in the given order.</summary>
    public static GroundedPrompt Create(AnswerRequest request, string language, IReadOnlyList<KnowledgeEntry> passages, string? model)
    {
        var rules = Rules.Replace("{{language}}", language == "en" ? "English" : "French, addressing the person as « vous »", StringComparison.Ordinal);
        var data = JsonSerializer.Serialize(
            new
            {
                question = Clean(request.Text),
                earlier = request.Earlier.TakeLast(MostEarlier).Select(Clean),
                passages = passages.Select((entry, index) => new
                {
                    id = index + 1,
                    heading = entry.Question,
                    text = Cut(HiddenText.Remove(entry.Short is null ? entry.Answer : entry.Short + "\n\n" + entry.Answer), LongestPassage),
                }),
            },
            Json);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Version}\n{model}\n{rules}\n{data}"));
        return new GroundedPrompt([new ChatMessage(ChatRole.System, rules), new ChatMessage(ChatRole.User, data)], Convert.ToHexStringLower(hash));
    }

    private static string Clean(string text) => PersonalIdentifiers.Mask(Cut(HiddenText.Remove(text), LongestQuestion));

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string ReadRules()
    {
        using var stream = typeof(GroundedPrompt).Assembly.GetManifestResourceStream($"prompts/{Version}.txt")
            ?? throw new InvalidOperationException($"The prompt {Version} is not in the program.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
