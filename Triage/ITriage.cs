namespace AssistantBot.Triage;

/// <summary>Decides what goes to a person, and why. Fast, in memory, thread-safe.</summary>
public interface ITriage
{
    /// <summary>Judges a message in its conversation. Never throws for odd text.</summary>
    TriageDecision Assess(TriageInput input);
}
