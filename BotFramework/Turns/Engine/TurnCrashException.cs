namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>The process ended during every attempt of a turn, so that it is not run again.</summary>
public sealed class TurnCrashException(int attempts)
    : Exception($"The process ended during {attempts} attempts of the turn.");
