namespace AssistantBot.BotFramework.Authentication;

/// <summary>The configuration does not allow a safe start. The message is one line for the operator; print it and exit non-zero.</summary>
public sealed class ChannelConfigurationException(string message) : Exception(message);
