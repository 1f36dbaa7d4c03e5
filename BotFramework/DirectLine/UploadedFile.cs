using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Unicode;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Decides from its bytes what an uploaded file is, whatever its sender says. What is not on the list is not taken.</summary>
internal static class UploadedFile
{
    private const int MaxName = 100;
    private const int MaxZipEntries = 5000;
    private const string Office = "application/vnd.openxmlformats-officedocument.";

    private static readonly SearchValues<byte> Unprintable = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except([(int)'\t', '\n', '\r', '\f']).Select(code => (byte)code), 127]);

    private static readonly Dictionary<string, string[]> Extensions = new()
    {
        ["image/png"] = [".png"],
        ["image/jpeg"] = [".jpg", ".jpeg"],
        ["image/gif"] = [".gif"],
        ["image/webp"] = [".webp"],
        ["application/pdf"] = [".pdf"],
        [Office + "wordprocessingml.document"] = [".docx"],
        [Office + "spreadsheetml.sheet"] = [".xlsx"],
        [Office + "presentationml.presentation"] = [".pptx"],
        ["text/plain"] = [".txt"],
        ["text/csv"] = [".csv"],
    };

    /// <summary>The file with its real type and a safe name; null when it is none that is taken.</summary>
    public static StoredAttachment? Create(string? name, byte[] content)
    {
        name = CleanName(name);
        if (TypeOf(content, Path.GetExtension(name)) is not { } type)
            return null;
        // The name must not promise something else than the bytes hold.
        var fits = Extensions[type].Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
        return new StoredAttachment(RandomNumberGenerator.GetHexString(32, lowercase: true), fits ? name : name + Extensions[type][0], type, content);
    }

    /// <summary>True for types that a browser may show in the page.</summary>
    public static bool IsImage(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    private static string CleanName(string? name)
    {
        var last = (name ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_' or '(' or ')')).Trim(' ', '.');
        if (clean.Length > MaxName)
            clean = string.Concat(clean.AsSpan(0, MaxName - 10).TrimEnd(), Path.GetExtension(clean) is { Length: <= 10 } extension ? extension : "");
        return clean.Length == 0 ? "fichier" : clean;
    }

    private static string? TypeOf(ReadOnlySpan<byte> content, string extension)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8))
            return "image/gif";
        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
            return "image/webp";
        if (content.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (content.StartsWith("PK\u0003\u0004"u8))
            return OfficeTypeOf(content.ToArray());
        return extension.ToLowerInvariant() switch
        {
            ".txt" when IsText(content) => "text/plain",
            ".csv" when IsText(content) => "text/csv",
            _ => null,
        };
    }

    private static bool IsText(ReadOnlySpan<byte> content) => !content.IsEmpty && Utf8.IsValid(content) && !content.ContainsAny(Unprintable);

    // Only the directory is read; nothing is unpacked. What carries macros is not taken.
    private static string? OfficeTypeOf(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxZipEntries || zip.GetEntry("[Content_Types].xml") is null
                || zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return null;
            return zip.GetEntry("word/document.xml") is not null ? Office + "wordprocessingml.document"
                : zip.GetEntry("xl/workbook.xml") is not null ? Office + "spreadsheetml.sheet"
                : zip.GetEntry("ppt/presentation.xml") is not null ? Office + "presentationml.presentation"
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
