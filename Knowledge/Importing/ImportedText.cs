using System.Text;

namespace AssistantBot.Knowledge.Importing;

/// <summary>Decodes the bytes of a text file.</summary>
internal static class ImportedText
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    // What Excel writes on Windows in Western Europe when it is not asked for UTF-8.
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text: by its mark when it has one, as UTF-8 when it is valid, else as Windows-1252 with a warning.</summary>
    /// <exception cref="ImportRefusedException">The bytes are no text.</exception>
    public static string Decode(byte[] content, ImportedDocument document)
    {
        var text = content switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Strictly(content.AsSpan(3)) ?? throw new ImportRefusedException(0, "The file is marked as UTF-8 and is not: save it again as UTF-8."),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content, 2, content.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content, 2, content.Length - 2),
            _ => Strictly(content),
        };
        if (text is null)
        {
            document.Warn(0, "The file is not UTF-8; it was read as Windows-1252. Look at its accents.");
            text = Windows1252.GetString(content);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ImportRefusedException(0, "The file holds bytes that are not text.");
        return text.ReplaceLineEndings("\n");
    }

    private static string? Strictly(ReadOnlySpan<byte> content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
