namespace AssistantBot.Handoff.Relay;

/// <summary>A file a person has sent.</summary>
/// <param name="Id">Id of the kept file.</param>
/// <param name="Name">Its name.</param>
public sealed record RelayedFile(string Id, string Name);
