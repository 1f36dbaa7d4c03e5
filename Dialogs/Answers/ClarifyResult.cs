namespace AssistantBot.Dialogs.Answers;

/// <summary>What a <see cref="ClarifyDialog"/> ends with when its question was answered.</summary>
/// <param name="Choice">What was chosen; null for none of them.</param>
internal sealed record ClarifyResult(ClarifyChoice? Choice);
