namespace AssistantBot.Knowledge.Text;

/// <summary>One word of a text as the analysis sees it.</summary>
/// <param name="Folded">The word in lower case without accents and elided prefixes ("l'Été" gives <c>ete</c>).</param>
/// <param name="Stem">The stem of <paramref name="Folded"/> in the language of the analysis.</param>
/// <param name="IsStopWord">True for words that say nothing about the subject ("de", "is", "comment").</param>
/// <param name="Start">Index of the word's first character in the text.</param>
/// <param name="Length">Characters of the text the word covers.</param>
public readonly record struct TextToken(string Folded, string Stem, bool IsStopWord, int Start, int Length);
