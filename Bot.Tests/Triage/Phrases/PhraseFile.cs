using System.Runtime.CompilerServices;

namespace AssistantBot.Tests.Triage.Phrases;

/// <summary>Reads the phrase lists in this folder.</summary>
internal static class PhraseFile
{
    public static string[] Lines(string name, [CallerFilePath] string here = "") =>
        [.. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "Phrases", name)).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The shared development data beside the repository; null when it is not there.</summary>
    public static string? SharedData(string name, [CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(here)!); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "..", "shared", "data", name);
            if (File.Exists(Path.Combine(folder.FullName, "AssistantBot.sln")) && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
