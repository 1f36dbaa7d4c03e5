using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>manifest package OUT.zip</c>: fills the Teams app manifest from configuration and zips it with its icons and languages,
/// all at the root of the archive as Teams wants it.
/// </summary>
/// <param name="configuration">Reads <c>MicrosoftAppId</c>, <c>Manifest:TeamsAppId</c> (default: the app id), <c>Manifest:PublicHost</c> and <c>Organisation:Name</c>.</param>
internal sealed class ManifestPackage(IConfiguration configuration)
{
    private static readonly string[] Files = ["manifest.json", "en.json", "color.png", "outline.png"];

    /// <summary>Writes the package.</summary>
    /// <returns>0, or 2 when the arguments or the configuration do not allow it.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        if (args is not [var target])
        {
            await output.WriteLineAsync("usage: manifest package OUT.zip");
            return 2;
        }

        if (!Guid.TryParse(configuration["MicrosoftAppId"], out var appId))
        {
            await output.WriteLineAsync("MicrosoftAppId must be set to the bot's app id (a GUID) before the app can be packaged.");
            return 2;
        }

        if (configuration["Manifest:PublicHost"] is not { Length: > 0 } host || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            await output.WriteLineAsync("Manifest:PublicHost must be set to the host name people reach the bot at, without https://.");
            return 2;
        }

        var values = new Dictionary<string, string>
        {
            ["MicrosoftAppId"] = appId.ToString("D"),
            ["TeamsAppId"] = configuration["Manifest:TeamsAppId"] is { Length: > 0 } teams ? teams : appId.ToString("D"),
            ["PublicHost"] = host,
            ["OrganisationName"] = configuration["Organisation:Name"] is { Length: > 0 } name ? name : host,
        };
        var folder = FindFolder();
        await using var archive = await ZipArchive.CreateAsync(File.Create(target), ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8, cancellationToken);
        foreach (var file in Files)
        {
            await using var entry = await archive.CreateEntry(file).OpenAsync(cancellationToken);
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken);
            await entry.WriteAsync(file.EndsWith(".json", StringComparison.Ordinal) ? Fill(bytes, values) : bytes, cancellationToken);
        }

        await output.WriteLineAsync($"{target}: upload it in Teams under Apps, Manage your apps, Upload an app.");
        return 0;
    }

    private static byte[] Fill(byte[] template, Dictionary<string, string> values)
    {
        var text = Encoding.UTF8.GetString(template);
        foreach (var (name, value) in values)
            text = text.Replace("{{" + name + "}}", System.Text.Json.JsonEncodedText.Encode(value).ToString(), StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text);
    }

    private static string FindFolder() =>
        new[] { Path.Combine(Environment.CurrentDirectory, "manifest"), Path.Combine(AppContext.BaseDirectory, "manifest") }
            .First(Directory.Exists);
}
