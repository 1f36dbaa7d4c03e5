namespace AssistantBot.Tests.Support;

/// <summary>The folder that holds AssistantBot.sln.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AssistantBot.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("AssistantBot.sln was not found above the tests.");
    }
}
