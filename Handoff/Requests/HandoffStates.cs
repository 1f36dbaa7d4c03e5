namespace AssistantBot.Handoff.Requests;

/// <summary>What the states of a handoff mean for the person's conversation.</summary>
public static class HandoffStates
{
    /// <summary>
    /// The states in which a handoff is open: it holds the conversation. At most one is open in a conversation. A call back that is owed does not
    /// hold it: the bot answers meanwhile, and another handoff may be asked for.
    /// </summary>
    public static IReadOnlyList<HandoffState> Open { get; } = [HandoffState.Waiting, HandoffState.Accepted];

    /// <summary>True when the handoff holds its conversation.</summary>
    public static bool IsOpen(this HandoffState state) => state is HandoffState.Waiting or HandoffState.Accepted;
}
