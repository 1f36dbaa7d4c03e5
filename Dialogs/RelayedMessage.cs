namespace AssistantBot.Dialogs;

/// <summary>An assistant's message and its copy in the person's conversation.</summary>
/// <param name="MessageId">Its id where it was written.</param>
/// <param name="ActivityId">Its id here.</param>
public sealed record RelayedMessage(string MessageId, string ActivityId);
