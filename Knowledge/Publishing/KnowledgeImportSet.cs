using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Knowledge.Publishing;

/// <summary>What a knowledge folder holds at one moment.</summary>
/// <param name="Entries">The entries of its valid files, each with its file.</param>
/// <param name="RefusedFiles">The files that could not be read: their entries stay as they are.</param>
public sealed record KnowledgeImportSet(IReadOnlyList<LoadedEntry> Entries, IReadOnlySet<string> RefusedFiles)
{
    /// <summary>The set that a loaded folder makes.</summary>
    public static KnowledgeImportSet Of(KnowledgeFolderResult loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        return new KnowledgeImportSet(
            [.. loaded.Files.Where(file => file.IsValid).SelectMany(file => file.Loaded)],
            loaded.Files.Where(file => !file.IsValid).Select(file => file.File).ToHashSet(StringComparer.Ordinal));
    }
}
