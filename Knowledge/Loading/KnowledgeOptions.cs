namespace AssistantBot.Knowledge.Loading;

/// <summary>Where the knowledge files are. Section <c>Knowledge</c>.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Knowledge";

    /// <summary>
    /// Folder of Markdown and other files, relative to the working directory; when it is not there, relative to the program.
    /// Empty: no files, the published base alone serves.
    /// </summary>
    public string Path { get; set; } = "knowledge";

    /// <summary>True to load again when a file changes.</summary>
    public bool Watch { get; set; } = true;

    /// <summary>How long the files must be quiet before they are read again: editors save in several steps.</summary>
    public TimeSpan QuietTime { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long questions without a good answer are kept in people's own words, for those who write the answers.</summary>
    public TimeSpan KeepQuestions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The folder's full path, or null when there is none.</summary>
    public string? FindFolder()
    {
        if (string.IsNullOrWhiteSpace(Path))
            return null;
        var here = System.IO.Path.GetFullPath(Path);
        var besideProgram = System.IO.Path.GetFullPath(Path, AppContext.BaseDirectory);
        // On file systems that ignore case a source folder may answer to the same name; it holds no knowledge.
        return new[] { here, besideProgram }.FirstOrDefault(folder => Directory.Exists(folder) && KnowledgeFolder.FilesIn(folder).Any());
    }
}
