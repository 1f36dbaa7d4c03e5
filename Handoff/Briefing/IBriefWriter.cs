using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Briefing;

/// <summary>Writes the brief of a handoff, as if its subject will read it.</summary>
public interface IBriefWriter
{
    /// <summary>Writes the brief; only cancellation throws.</summary>
    Task<HandoffBrief> WriteAsync(BriefInput input, CancellationToken cancellationToken);
}
