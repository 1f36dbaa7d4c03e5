using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Assignment;

/// <summary>Decides who is offered a handoff. One file and one registration add another.</summary>
public interface IAssignmentPolicy
{
    /// <summary>The name in <c>Handoff:Assignment</c>.</summary>
    string Name { get; }

    /// <summary>Who is offered the handoff first.</summary>
    /// <returns>Ids of assistants; empty for everyone.</returns>
    IReadOnlyList<string> Offer(HandoffRequest request);
}
