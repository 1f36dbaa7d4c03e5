namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>A turn met a version conflict on every one of its re-runs; the attempt counts as failed.</summary>
public sealed class TurnConflictException(int runs)
    : Exception($"What the turn reads was changed by others during each of {runs} runs.");
