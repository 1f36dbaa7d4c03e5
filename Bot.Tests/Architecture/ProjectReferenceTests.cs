using System.Xml.Linq;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Architecture;

/// <summary>Dependencies point one way. The table is the one in docs/decisions/0001-layout.md.</summary>
public class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["BotFramework"] = [],
        ["Knowledge"] = [],
        ["Triage"] = ["Knowledge"],
        ["Cards"] = ["BotFramework"],
        ["Handoff"] = ["BotFramework", "Cards", "Knowledge", "Triage"],
        ["Storage"] = ["BotFramework", "Knowledge", "Triage", "Handoff"],
        ["Dialogs"] = ["BotFramework", "Cards", "Knowledge", "Triage", "Handoff"],
        ["Bot"] = ["BotFramework", "Cards", "Dialogs", "Handoff", "Knowledge", "Storage", "Triage"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_References_OnlyWhatTheLayoutAllows(string project)
    {
        var references = References(Path.Combine(RepositoryRoot.Path, project, project + ".csproj"));

        Assert.Empty(references.Except(Allowed[project]));
    }

    [Fact]
    public void Repository_Projects_AreAllInTheTable()
    {
        var found = Directory.EnumerateFiles(RepositoryRoot.Path, "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name is not ("Bot.Tests" or "Bot.Benchmarks"));

        Assert.Equal(Allowed.Keys.Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void SourceFile_Namespace_AgreesWithItsFolder(string project)
    {
        var root = Path.Combine(RepositoryRoot.Path, project);
        var misplaced =
            from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            let relative = Path.GetRelativePath(root, file)
            where !relative.StartsWith("obj", StringComparison.Ordinal) && !relative.StartsWith("bin", StringComparison.Ordinal)
            let declared = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null
            let folder = Path.GetDirectoryName(relative)!.Replace(Path.DirectorySeparatorChar, '.')
            let expected = $"namespace AssistantBot.{project}{(folder.Length == 0 ? "" : "." + folder)};"
            where declared.Trim() != expected
            select $"{Path.Combine(project, relative)}: {declared.Trim()} instead of {expected}";

        Assert.Empty(misplaced);
    }

    private static IEnumerable<string> References(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
