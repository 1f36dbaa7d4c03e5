using AssistantBot.Bot.Demo;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Bot.Desk;

/// <summary>Who is at the desk.</summary>
/// <param name="Assistant">The signed-in assistant.</param>
/// <param name="Demo">Set when only the handoffs of one demonstration may be seen.</param>
internal sealed record DeskSession(Assistant Assistant, DemoSession? Demo)
{
    /// <summary>True when the handoff may be known to this assistant at all.</summary>
    public bool MayKnow(HandoffRequest request) => Demo is null || Demo.Includes(request.PersonId);

    /// <summary>True when name, brief and messages may be shown: always, unless the matter is confidential and followed by someone else.</summary>
    public bool MayRead(HandoffRequest request) => !request.Confidential || Follows(request);

    /// <summary>True when this assistant follows, or followed, the handoff.</summary>
    public bool Follows(HandoffRequest request) => request.AssistantId == Assistant.Id;
}
