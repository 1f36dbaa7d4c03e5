namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Who speaks in a turn, as the accepting endpoint established it. Stored with the inbox row; found with
/// <c>turnContext.TurnState.Get&lt;TurnIdentity&gt;()</c>. Nothing in the activity's body can change it.
/// </summary>
/// <param name="Origin">Where the activity comes from.</param>
/// <param name="PersonId">Stable id of the speaker on the channel (the account id, for the desk the assistant's id); null when nobody speaks.</param>
public sealed record TurnIdentity(TurnOrigin Origin, string? PersonId)
{
    /// <summary>True for a member of the organisation: home tenant in Teams, or a token minted with the secret that says so.</summary>
    public bool IsMember { get; init; }

    /// <summary>Display name from the authenticated source, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Entra tenant of the speaker, or null.</summary>
    public string? TenantId { get; init; }

    /// <summary>App id of the caller when another bot calls, or null.</summary>
    public string? CallerAppId { get; init; }

    /// <summary>True when authentication is off (local mode).</summary>
    public bool IsAnonymous { get; init; }
}
