namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What waits in the partitions of this node, for example because another process ended.</summary>
/// <param name="Waiting">Conversations whose first row can be run, in inbox order.</param>
/// <param name="Suspects">Those among them whose first row has been cut short twice: it may be what ends the process, and is run alone first.</param>
public sealed record RecoveredTurns(IReadOnlyList<long> Waiting, IReadOnlyList<long> Suspects);
