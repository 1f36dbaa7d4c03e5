using System.Security.Cryptography;
using System.Text;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Knowledge.Embeddings;

/// <summary>What of an entry is turned into vectors: the question with the beginning of its answer, and each other phrasing.</summary>
internal static class EntryTexts
{
    private const int LongestQuestion = 400;
    private const int LongestAnswer = 800;
    private const int MostPhrasings = 12;

    /// <summary>The texts, the question first.</summary>
    public static IEnumerable<string> Of(KnowledgeEntry entry)
    {
        yield return PromptText.Written(entry.Question, LongestQuestion) + "\n"
            + PromptText.Written(entry.Short is null ? entry.Answer : entry.Short + "\n" + entry.Answer, LongestAnswer);
        foreach (var phrasing in entry.AlsoAsked.Take(MostPhrasings))
            yield return PromptText.Written(phrasing, LongestQuestion);
    }

    /// <summary>Names a text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
