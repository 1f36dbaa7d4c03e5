using AssistantBot.Knowledge.Models;

namespace AssistantBot.Knowledge.Answering;

/// <summary>The prompt of a grounded answer.</summary>
internal static class GroundedPrompt
{
    /// <summary>Name and version of the prompt file.</summary>
    public const string Version = "grounded-answer.v3";

    /// <summary>What the model replies when the passages do not hold the answer.</summary>
    public const string NotInSources = "NOT_IN_SOURCES";

    private const int LongestQuestion = 1_000;
    private const int LongestPassage = 4_000;
    private const int MostEarlier = 3;

    /// <summary>The rules, as the file holds them.</summary>
    public static readonly string Rules = PromptText.Rules(typeof(GroundedPrompt).Assembly, Version);

    /// <summary>Makes the prompt; the passages are numbered from 1 in the given order.</summary>
    public static ModelPrompt Create(AnswerRequest request, string language, IReadOnlyList<KnowledgeEntry> passages, string? model) => ModelPrompt.Create(
        Version,
        Rules.Replace("{{language}}", language == "en" ? "English" : "French, addressing the person as « vous »", StringComparison.Ordinal),
        new
        {
            question = PromptText.Said(request.Text, LongestQuestion),
            meaning = request.Standalone is { Length: > 0 } standalone ? PromptText.Said(standalone, LongestQuestion) : null,
            earlier = request.Earlier.TakeLast(MostEarlier).Select(text => PromptText.Said(text, LongestQuestion)),
            passages = passages.Select((entry, index) => new
            {
                id = index + 1,
                heading = PromptText.Written(entry.Question, LongestQuestion),
                text = PromptText.Written(entry.Short is null ? entry.Answer : entry.Short + "\n\n" + entry.Answer, LongestPassage),
            }),
        },
        model);
}
