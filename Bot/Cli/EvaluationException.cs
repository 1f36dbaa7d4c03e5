namespace AssistantBot.Bot.Cli;

/// <summary>An evaluation file cannot be used; the message says file, line and reason.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
