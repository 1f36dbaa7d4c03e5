namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Something that dialogs are told.</summary>
/// <param name="Name">One of <see cref="DialogEvents"/>, or the bot's own.</param>
/// <param name="Value">What comes with it, or null.</param>
/// <param name="Bubble">True when parents are told unless the dialog handles it.</param>
public sealed record DialogEvent(string Name, object? Value = null, bool Bubble = false);
