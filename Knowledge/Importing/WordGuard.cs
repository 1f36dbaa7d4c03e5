using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Refuses Word files that would cost far more to read than anything that was written.</summary>
internal static class WordGuard
{
    /// <summary>Most characters of one part.</summary>
    public const int LongestPart = 30_000_000;

    private const long MostUnpacked = 128 * 1024 * 1024;
    private const long MostRelationships = 8 * 1024 * 1024;
    private const int MostParts = 5_000;

    // What a document is in memory goes by its elements, and reading them goes as deep as they do.
    private const int MostElements = 1_000_000;
    private const int DeepestElement = 200;

    /// <summary>Counts what a file is when it is unpacked: what it says of its own size is not believed.</summary>
    /// <exception cref="ImportRefusedException">It is too much.</exception>
    public static void RefuseBomb(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostParts)
            throw new ImportRefusedException(0, $"The file has {archive.Entries.Count:N0} parts; at most {MostParts:N0} are read.");
        var (total, relationships) = (0L, 0L);
        var buffer = new byte[81920];
        foreach (var entry in archive.Entries.Where(entry => Path.GetExtension(entry.Name).ToUpperInvariant() is ".XML" or ".RELS"))
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                total += read;
                relationships += entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.FullName == "[Content_Types].xml" ? read : 0;
                if (relationships > MostRelationships)
                    throw new ImportRefusedException(0, "The document refers to far more parts and addresses than one that was written.");
                if (total > MostUnpacked)
                    throw new ImportRefusedException(0, $"Unpacked, the file has more than {MostUnpacked:N0} bytes of text: it is not read.");
            }
        }
    }

    /// <summary>Counts the elements of a part, and how deep they go.</summary>
    /// <exception cref="ImportRefusedException">There are too many, or they go too deep.</exception>
    public static void RefuseExcess(OpenXmlPart? part)
    {
        if (part is null)
            return;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestPart });
        var elements = 0;
        while (reader.Read())
        {
            if (reader.Depth > DeepestElement)
                throw new ImportRefusedException(0, $"Its parts are nested more than {DeepestElement} deep.");
            if (reader.NodeType == XmlNodeType.Element && (elements += 1 + reader.AttributeCount) > MostElements)
                throw new ImportRefusedException(0, $"The document has more than {MostElements:N0} parts: cut it by theme.");
        }
    }
}
