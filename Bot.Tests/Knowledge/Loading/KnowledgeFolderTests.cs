using System.Text;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Tests.Knowledge.Loading;

public sealed class KnowledgeFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knowledge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_Folder_ReadsSubfoldersAndSkipsReadme()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        Write("themes/b.en.md", "# T\n\n## B?\n\nYes.");
        Write("README.md", "# Not an entry\n");

        var result = KnowledgeFolder.Load(_folder);

        Assert.True(result.IsValid);
        Assert.Equal(["a/a", "themes-b/b"], result.Base.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void Load_SameContent_HasSameVersion()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        var first = KnowledgeFolder.Load(_folder).Base.Version;
        var second = KnowledgeFolder.Load(_folder).Base.Version;
        Write("a.fr.md", "# T\n\n## A ?\n\nNon.");

        Assert.Equal(first, second);
        Assert.NotEqual(first, KnowledgeFolder.Load(_folder).Base.Version);
    }

    [Fact]
    public void Load_LinksToFilesOfTheFolder_AreFollowed_ThoseThatLeadOutAreRefused()
    {
        // As a mounted volume does it: the file is a link through a linked folder that is hidden.
        Write("..data-1/a.fr.md", "# T\n\n## A ?\n\nOui.");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "..data"), "..data-1");
        File.CreateSymbolicLink(Path.Combine(_folder, "a.fr.md"), "..data/a.fr.md");
        var outside = Directory.CreateTempSubdirectory("elsewhere-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(outside, "b.fr.md"), "# T\n\n## B ?\n\nOui.");
            File.CreateSymbolicLink(Path.Combine(_folder, "b.fr.md"), Path.Combine(outside, "b.fr.md"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "c"), outside);
            File.CreateSymbolicLink(Path.Combine(_folder, "d.fr.md"), "e.fr.md");
            File.CreateSymbolicLink(Path.Combine(_folder, "e.fr.md"), "d.fr.md");

            var result = KnowledgeFolder.Load(_folder);

            Assert.Equal(["A ?"], result.Base.Entries.Select(entry => entry.Question));
            Assert.Equal(["b.fr.md", "c", "d.fr.md", "e.fr.md"], result.Problems.Select(problem => problem.File).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public void Load_FoldersThatHoldThemselves_AreNotFollowed()
    {
        Write("a.fr.md", "# T\n\n## A ?\n\nOui.");
        foreach (var name in (string[])["one", "two", "three"])
            Directory.CreateSymbolicLink(Path.Combine(_folder, name), ".");

        var result = KnowledgeFolder.Load(_folder);

        Assert.Equal("A ?", Assert.Single(result.Base.Entries).Question);
        Assert.Equal(3, result.Problems.Count);
    }

    [Fact]
    public void Load_FileWithoutEnd_IsNotRead()
    {
        if (!OperatingSystem.IsLinux())
            return;
        File.CreateSymbolicLink(Path.Combine(_folder, "zeros.md"), "/dev/zero");

        Assert.False(KnowledgeFolder.Load(_folder).IsValid);
        Assert.False(KnowledgeFolder.LoadFiles([Path.Combine(_folder, "zeros.md")]).IsValid);
    }

    [Fact]
    public void Load_IdUsedInTwoFiles_RefusesTheSecond()
    {
        Write("a.fr.md", "# T\n\n## A ?\n<!-- id: x -->\n\nOui.");
        Write("b.fr.md", "# T\n\n## B ?\n<!-- id: x -->\n\nOui.");

        var result = KnowledgeFolder.Load(_folder);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(("b.fr.md", 3), (problem.File, problem.Line));
        Assert.Equal("A ?", Assert.Single(result.Base.Entries).Question);
    }

    [Fact]
    public void Load_SameIdInTwoLanguages_IsATranslationPair()
    {
        Write("a.fr.md", "# T\n\n## A ?\n<!-- id: x -->\n\nOui.");
        Write("a.en.md", "# T\n\n## B?\n<!-- id: x -->\n\nYes.");

        Assert.Equal(["en", "fr"], KnowledgeFolder.Load(_folder).Base.Entries.Select(entry => entry.Language));
    }

    [Fact]
    public void Load_FilesThatAreNotUtf8_AreRefusedWithTheLine()
    {
        File.WriteAllBytes(Path.Combine(_folder, "latin.md"), Encoding.Latin1.GetBytes("# Titre\n\n## Où ?\n\nIci."));
        File.WriteAllBytes(Path.Combine(_folder, "wide.md"), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("# A")]);
        File.WriteAllBytes(Path.Combine(_folder, "zero.md"), [0, 1, 2, 3]);

        var result = KnowledgeFolder.Load(_folder);

        Assert.False(result.IsValid);
        Assert.Contains(result.Problems, problem => problem is { File: "latin.md", Line: 3 } && problem.Reason.Contains("UTF-8", StringComparison.Ordinal));
        Assert.Contains(result.Problems, problem => problem is { File: "wide.md", Line: 1 });
        Assert.Empty(result.Base.Entries);
    }

    [Fact]
    public void Load_MissingFolder_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() => KnowledgeFolder.Load(Path.Combine(_folder, "absent")));

    [Fact]
    public void Load_DevelopmentFaq_ReadsEveryEntry()
    {
        var data = Path.Combine(RepositoryRoot(), "..", "shared", "data", "faq_dev");
        if (!Directory.Exists(data))
            return;

        var result = KnowledgeFolder.LoadFiles([Path.Combine(data, "kb_fr.md"), Path.Combine(data, "kb_en.md")]);

        Assert.Empty(result.Problems);
        Assert.Equal(40, result.Base.Entries.Count);
        Assert.All(result.Base.Entries, entry => Assert.StartsWith($"d-{entry.Language}-", entry.Id, StringComparison.Ordinal));
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AssistantBot.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No solution above the tests.");
        return folder;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
