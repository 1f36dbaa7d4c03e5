namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>Measuring data that stands beside the repository on developers' machines; tests pass without it.</summary>
internal static class DevelopmentData
{
    /// <summary>Full path of a file or folder below <c>../shared/data</c>, or null when it is not there.</summary>
    public static string? Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "AssistantBot.sln")))
        {
            folder = folder.Parent;
        }

        for (var above = folder?.Parent; above is not null; above = above.Parent)
        {
            var path = System.IO.Path.Combine(above.FullName, "shared", "data", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
