namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What the last process left behind.</summary>
/// <param name="Waiting">Conversations with rows to run, in inbox order.</param>
/// <param name="Suspects">Those among them whose first row has been cut short twice: it may be what ends the process, and is run alone first.</param>
public sealed record RecoveredTurns(IReadOnlyList<long> Waiting, IReadOnlyList<long> Suspects);
