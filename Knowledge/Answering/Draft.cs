namespace AssistantBot.Knowledge.Answering;

/// <summary>The beginning of an answer.</summary>
/// <param name="Settled">What is over, with citations at the ends of sentences.</param>
/// <param name="Joint">What stands between that and the open sentence: a blank, or a line break and the mark of a list item.</param>
/// <param name="Marks">The citations the open sentence began with; empty when none is known to be open.</param>
/// <param name="Open">The beginning of a sentence, without them.</param>
internal readonly record struct Draft(string Settled, string Joint, string Marks, string Open);
