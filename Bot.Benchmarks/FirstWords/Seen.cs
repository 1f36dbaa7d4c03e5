namespace AssistantBot.Benchmarks.FirstWords;

/// <summary>A text that arrived where a person reads it.</summary>
/// <param name="Type"><c>typing</c> while it is written, then <c>message</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="At">When, as <see cref="System.Diagnostics.Stopwatch"/> counts.</param>
internal sealed record Seen(string Type, string Text, long At);
