namespace AssistantBot.Knowledge.Publishing;

/// <summary>The file's side of a conflict, for a person to decide.</summary>
/// <param name="Entry">What the file says; null when it no longer holds the entry.</param>
public sealed record FileOffer(KnowledgeEntry? Entry);
