using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Handoff.Requests;

/// <summary>Reads handoffs. They are written only as effects of a turn.</summary>
public interface IHandoffStore
{
    /// <summary>The handoff that holds a conversation (<see cref="HandoffStates.Open"/>), with the version to observe.</summary>
    Task<OpenHandoff> FindOpenAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>A handoff by id, or null.</summary>
    Task<HandoffRequest?> GetAsync(string handoffId, CancellationToken cancellationToken);

    /// <summary>The handoff that a thread of the assistants follows, or null.</summary>
    Task<HandoffRequest?> FindByThreadAsync(ConversationKey thread, CancellationToken cancellationToken);

    /// <summary>Handoffs that match, in the query's order.</summary>
    Task<IReadOnlyList<HandoffRequest>> ListAsync(HandoffQuery query, CancellationToken cancellationToken);

    /// <summary>A handoff's history, oldest first.</summary>
    Task<IReadOnlyList<HandoffEvent>> ReadEventsAsync(string handoffId, CancellationToken cancellationToken);

    /// <summary>Lines of history of one kind, of all handoffs, newest first.</summary>
    Task<IReadOnlyList<HandoffEvent>> ListEventsAsync(HandoffEventKind kind, int max, CancellationToken cancellationToken);

    /// <summary>The latest handoff that held a conversation and ended (<see cref="HandoffRequest.ClosedAt"/>), or null. A call back owed from it makes no difference.</summary>
    Task<HandoffRequest?> FindLastClosedAsync(ConversationKey conversation, CancellationToken cancellationToken);
}
