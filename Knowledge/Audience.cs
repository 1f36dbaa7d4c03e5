namespace AssistantBot.Knowledge;

/// <summary>Who an entry may be shown to. Enforced before retrieval: a client is never answered from employee knowledge.</summary>
public enum Audience
{
    /// <summary>Employees and clients alike.</summary>
    All,

    /// <summary>Members of the organisation only.</summary>
    Employees,

    /// <summary>Clients, anonymous visitors included.</summary>
    Clients,
}
