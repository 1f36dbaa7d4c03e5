using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Suggestions;

/// <summary>Proposes replies to the assistant who follows a handoff.</summary>
public interface ISuggestions
{
    /// <summary>At most four replies, the most useful first.</summary>
    /// <param name="request">The handoff.</param>
    /// <param name="transcript">The latest rows of the person's conversation, ascending.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    Task<IReadOnlyList<Suggestion>> SuggestAsync(HandoffRequest request, IReadOnlyList<TranscriptEntry> transcript, CancellationToken cancellationToken);
}
