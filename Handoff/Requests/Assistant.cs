namespace AssistantBot.Handoff.Requests;

/// <summary>Who acts for the organisation, as the channel or the desk has authenticated them.</summary>
/// <param name="Id">Entra object id where known, else the channel's account id.</param>
/// <param name="Name">Display name; the person being helped sees it.</param>
public sealed record Assistant(string Id, string Name);
