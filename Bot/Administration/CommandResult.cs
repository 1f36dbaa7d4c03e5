namespace AssistantBot.Bot.Administration;

/// <summary>What a command that the running bot carried out has printed.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its lines.</param>
internal sealed record CommandResult(int Code, string Output);
