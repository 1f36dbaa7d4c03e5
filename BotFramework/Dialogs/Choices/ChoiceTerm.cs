namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>One wording of one choice.</summary>
/// <param name="Index">Index of the choice.</param>
/// <param name="Text">The wording.</param>
/// <param name="Tokens">Its words.</param>
internal sealed record ChoiceTerm(int Index, string Text, List<string> Tokens);
