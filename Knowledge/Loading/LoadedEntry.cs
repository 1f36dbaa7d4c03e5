namespace AssistantBot.Knowledge.Loading;

/// <summary>An entry together with the place it was read from.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="File">Path of the file, relative to the loaded folder.</param>
/// <param name="Line">Line of the heading, counted from 1.</param>
/// <param name="HasOwnId">False when the id was derived from file and heading.</param>
/// <param name="Tags">Free tags of the comment under the heading: <c>key: value</c> pairs, and words alone with an empty value.</param>
public sealed record LoadedEntry(
    KnowledgeEntry Entry, string File, int Line, bool HasOwnId, IReadOnlyDictionary<string, string> Tags);
