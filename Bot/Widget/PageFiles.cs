using Microsoft.Extensions.FileProviders;

namespace AssistantBot.Bot.Widget;

/// <summary>The built pages: beside the program, or in the project's web root while tests host the program in memory.</summary>
internal sealed class PageFiles
{
    private const string Folder = "app";

    private readonly PhysicalFileProvider? _files;

    public PageFiles(IWebHostEnvironment environment)
    {
        string?[] roots = [Path.Combine(AppContext.BaseDirectory, "wwwroot"), environment.WebRootPath];
        var found = roots.Where(root => root is not null).Select(root => Path.Combine(root!, Folder)).FirstOrDefault(Directory.Exists);
        _files = found is null ? null : new PhysicalFileProvider(found);
    }

    /// <summary>The file, or null when there is none of that name.</summary>
    public IFileInfo? Find(string path) => _files?.GetFileInfo(path) is { Exists: true, IsDirectory: false } file ? file : null;
}
