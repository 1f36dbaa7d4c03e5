namespace AssistantBot.BotFramework.Turns;

/// <summary>The door to the durable turn engine. Every endpoint comes in here.</summary>
public interface ITurnDispatcher
{
    /// <summary>
    /// Appends the activity to its conversation's inbox; when the task completes, the row is committed and synced, and the turn will run
    /// in order with the conversation's others, whatever dies.
    /// </summary>
    /// <exception cref="TurnRejectedException">The inbox is older than it may be, or the database cannot be written.</exception>
    Task<AcceptResult> AcceptAsync(InboundActivity inbound, CancellationToken cancellationToken);

    /// <summary>
    /// Runs an invoke (or a desk command) at once, outside the conversation's order and safe by the version check at commit.
    /// The response is stored: a redelivery waits for it or gets it again; an unanswered invoke is never replayed.
    /// </summary>
    /// <returns>The response; status 501 when no handler produced one.</returns>
    /// <exception cref="TurnRejectedException">The database cannot be written.</exception>
    Task<InvokeResponse> InvokeAsync(InboundActivity inbound, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the activity in order and returns what the bot said instead of sending it (<c>deliveryMode: expectReplies</c>).
    /// A redelivery gets the stored replies.
    /// </summary>
    Task<IReadOnlyList<Schema.Activity>> ExpectRepliesAsync(InboundActivity inbound, CancellationToken cancellationToken);
}
