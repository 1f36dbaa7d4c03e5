namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>A stored state document.</summary>
/// <param name="Json">The document.</param>
/// <param name="Version">Raised by one with every write; the first write gives 1. What was never written has version 0.</param>
public sealed record StateDocument(string Json, long Version);
