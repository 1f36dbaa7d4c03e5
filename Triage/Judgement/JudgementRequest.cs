using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Triage.Judgement;

/// <summary>A message for the model to judge.</summary>
/// <param name="Text">The message.</param>
public sealed record JudgementRequest(string Text)
{
    /// <summary>The conversation before it, oldest first.</summary>
    public IReadOnlyList<TriageTurn> History { get; init; } = [];

    /// <summary>What the model answered in an earlier run of the same turn, or null when every call is made.</summary>
    public IModelResultCache? ModelResults { get; init; }

    /// <summary>Who wrote it, for the model's budget; null for nobody in particular.</summary>
    public ModelCaller? Caller { get; init; }
}
