using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Loading;

/// <summary>
/// Reads one Markdown file: a heading is a question and the text below it the answer; a heading without text is a group.
/// Optional lines at the start of a paragraph give other phrasings (<c>Autres formulations :</c>, <c>Also asked:</c>),
/// the short answer (<c>En bref :</c>, <c>In short:</c>), <c>Audience:</c>, <c>Langue :</c>, <c>Responsable :</c>,
/// <c>À relire avant le :</c>, <c>Contact :</c>, <c>Lien :</c> and <c>Source :</c>, in French or English; under a group
/// they hold for all its entries. An HTML comment <c>&lt;!-- id: X ; key: value --&gt;</c> under the heading carries the id and free tags.
/// </summary>
public static partial class KnowledgeFile
{
    /// <summary>Longest file in characters.</summary>
    public const int MaxLength = 10_000_000;

    /// <summary>Reads <paramref name="text"/>; collects every problem and throws for none.</summary>
    /// <param name="path">Path relative to the loaded folder; its suffix (<c>x.fr.md</c>, <c>x_en.md</c>) names the language.</param>
    /// <param name="text">The Markdown.</param>
    public static KnowledgeFileResult Parse(string path, string text) => Parse(path, text, isProse: false);

    /// <summary>As <see cref="Parse(string, string)"/>; in prose, text above deeper headings is an entry too, and a heading may come twice.</summary>
    internal static KnowledgeFileResult Parse(string path, string text, bool isProse)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(text);
        path = path.Replace('\\', '/');
        if (text.Length > MaxLength)
            return Refuse(0, $"The file is longer than {MaxLength:N0} characters: cut it by theme.");
        if (MarkdownLimits.FindExcess(text) is var (line, reason))
            return Refuse(line, reason);
        try
        {
            return new KnowledgeFileParser(path, text, isProse).Parse();
        }
        catch (ArgumentException)
        {
            // The Markdown reader's only way to say so, and it does not say where.
            return Refuse(0, "Quotations, lists or emphasis are nested too deep to be read.");
        }

        KnowledgeFileResult Refuse(int line, string reason) => new(path, [], [new(path, line, KnowledgeProblemSeverity.Error, reason)]);
    }

    /// <summary>A text as part of an id: lower case without accents, words joined by hyphens.</summary>
    public static string Slug(string text) => KnowledgeFileParser.Slug(text);

    /// <summary><c>fr</c> or <c>en</c> when the file name ends so (<c>faq.fr.md</c>, <c>faq_en.md</c>, <c>faq-fr.md</c>), else null.</summary>
    internal static string? LanguageOf(string path)
    {
        var match = LanguageSuffix().Match(path);
        return match.Success ? match.Groups[1].Value.ToLowerInvariant() : null;
    }

    /// <summary>The file name without folder, language and extension.</summary>
    internal static string BaseName(string path) =>
        Path.GetFileNameWithoutExtension(LanguageSuffix().Replace(path, ".$2"));

    [GeneratedRegex(@"[._-](fr|en)\.([a-z]{2,8})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageSuffix();
}
