using AssistantBot.Knowledge.Models;

namespace AssistantBot.Knowledge.Answering;

/// <summary>A question to answer from the knowledge base.</summary>
/// <param name="Text">The person's words.</param>
/// <param name="Audience">Who asks.</param>
/// <param name="Language">Language to answer in, <c>fr</c> or <c>en</c>.</param>
public sealed record AnswerRequest(string Text, Audience Audience, string Language)
{
    /// <summary>The person's earlier questions, latest last.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>The entry that answered the latest of them, or null.</summary>
    public string? EarlierEntryId { get; init; }

    /// <summary>The question made complete from the conversation, or null when it stands by itself.</summary>
    public string? Standalone { get; init; }

    /// <summary>The entry the person chose after a clarification, or null.</summary>
    public string? ChosenEntryId { get; init; }

    /// <summary>What the model answered in an earlier run of the same turn, or null when every call is made.</summary>
    public IModelResultCache? ModelResults { get; init; }

    /// <summary>Who asks, for the model's budget; null for nobody in particular.</summary>
    public ModelCaller? Caller { get; init; }
}
