namespace AssistantBot.Triage;

/// <summary>Who should take a message.</summary>
public enum TriageRoute
{
    /// <summary>The bot may answer.</summary>
    Routine,

    /// <summary>A person is needed.</summary>
    Human,
}
