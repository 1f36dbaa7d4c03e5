namespace AssistantBot.Triage.Classifier;

/// <summary>A message with the label a person gave it.</summary>
/// <param name="Text">The message.</param>
/// <param name="Reason">Why a person is needed; <see cref="TriageReason.None"/> when routine.</param>
/// <param name="Language">Language of its file, <c>fr</c> or <c>en</c>.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record LabelledExample(string Text, TriageReason Reason, string Language, string File, int Line);
