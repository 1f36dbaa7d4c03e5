using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AssistantBot.Knowledge.Text;

namespace AssistantBot.Knowledge.Loading;

/// <summary>Turns the sections of one file into entries.</summary>
internal sealed partial class KnowledgeFileParser
{
    private const int MaxQuestion = 300;
    private const int MaxShort = 200;
    private const int MaxAnswer = 20_000;
    private const int MaxPhrasings = 500;
    private const int MaxWarnings = 200;

    private readonly string _path;
    private readonly string _text;
    private readonly SectionReader _reader;
    private readonly List<KnowledgeProblem> _problems = [];
    private readonly HashSet<KnowledgeProblem> _reported = [];
    private readonly Dictionary<string, int> _repeated = new(StringComparer.Ordinal);
    private readonly List<LoadedEntry> _entries = [];
    private readonly Dictionary<(string Id, string Language), int> _lines = [];
    private readonly List<(int Level, string Name, EntryDefaults Defaults, bool IsNamed)> _groups = [];
    private readonly bool _isProse;
    private string? _detected;

    public KnowledgeFileParser(string path, string text, bool isProse)
    {
        _path = path;
        _isProse = isProse;
        _text = HiddenText.Remove(
            text.TrimStart('\uFEFF').ReplaceLineEndings("\n"),
            line => Report(line, KnowledgeProblemSeverity.Warning, "Invisible characters were removed from this line."));
        _reader = new SectionReader(_text, Report);
    }

    public KnowledgeFileResult Parse()
    {
        var sections = MarkdownSections.Read(_text, out var frontMatter);
        var fileDefaults = ReadFileDefaults(sections[0], frontMatter);
        _groups.Add((0, "", fileDefaults, false));
        var title = sections.Count(section => section.Level == 1) == 1 && sections[1] is { Level: 1, IsLeaf: false } ? sections[1] : null;
        foreach (var section in sections.Skip(1))
        {
            while (_groups[^1].Level >= section.Level)
                _groups.RemoveAt(_groups.Count - 1);
            ReadSection(section, isTitle: section == title);
        }

        if (_entries.Count == 0 && _problems.TrueForAll(problem => problem.Severity != KnowledgeProblemSeverity.Error))
            Report(0, KnowledgeProblemSeverity.Error, "The file holds no entry: a heading is a question, the text below it the answer.");
        return new KnowledgeFileResult(_path, _entries, [.. _problems.OrderBy(problem => problem.Line)]);
    }

    private EntryDefaults ReadFileDefaults(MarkdownSection preamble, IReadOnlyList<string> frontMatter)
    {
        var content = _reader.Read(preamble);
        if (content.Text.Length > 0)
            Report(content.TextLine, KnowledgeProblemSeverity.Warning, "Text before the first heading belongs to no question and is ignored.");
        for (var i = 0; i < frontMatter.Count; i++)
        {
            var colon = frontMatter[i].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                _reader.ReadValue(content, frontMatter[i][..colon], frontMatter[i][(colon + 1)..].Trim().Trim('"'), i + 2);
        }

        var defaults = Merge(new EntryDefaults { Language = KnowledgeFile.LanguageOf(_path) }, content);
        if (defaults.Source is not null)
            return defaults;
        var name = HiddenText.Remove(KnowledgeFile.BaseName(_path), _ => Report(0, KnowledgeProblemSeverity.Warning, "Invisible characters in the name of the file were left out."));
        return defaults with { Source = Prettify(name) };
    }

    private void ReadSection(MarkdownSection section, bool isTitle)
    {
        var content = _reader.Read(section);
        var inherited = _groups[^1].Defaults;
        var isQuestion = section.Title.EndsWith('?');
        if (section.Title.Length == 0)
        {
            Report(section.Line, KnowledgeProblemSeverity.Error, "The heading is empty: write the question.");
            return;
        }

        if (content.Text.Length > 0 && (section.IsLeaf || isQuestion || _isProse))
        {
            AddEntry(section, content, Merge(inherited, content));
        }
        else if (section.IsLeaf && (isQuestion || content.Values.ContainsKey(EntryLabel.Id) || content.Values.ContainsKey(EntryLabel.Short)))
        {
            Report(section.Line, KnowledgeProblemSeverity.Error, $"The question '{section.Title}' has no answer below it.");
        }
        else if (section.IsLeaf)
        {
            Report(section.Line, KnowledgeProblemSeverity.Warning, $"The group '{section.Title}' holds no question.");
        }
        else if (content.Text.Length > 0 && !isTitle)
        {
            Report(content.TextLine, KnowledgeProblemSeverity.Warning,
                $"The text below the group '{section.Title}' answers no question and is ignored; give it a heading of its own.");
        }

        if (section.IsLeaf)
            return;
        var audience = EntryLabels.ReadAudience(section.Title);
        var defaults = Merge(audience is null ? inherited : inherited with { Audience = audience }, content);
        if (isTitle && audience is null && !content.Values.ContainsKey(EntryLabel.Source))
            defaults = defaults with { Source = section.Title };
        _groups.Add((section.Level, section.Title, defaults, !isTitle && audience is null && !isQuestion));
    }

    private void AddEntry(MarkdownSection section, SectionContent content, EntryDefaults values)
    {
        var severity = KnowledgeProblemSeverity.Error;
        if (section.Title.Length > MaxQuestion)
            Report(section.Line, severity, $"The question has {section.Title.Length} characters; at most {MaxQuestion} are shown.");
        if (content.Text.Length > MaxAnswer)
            Report(content.TextLine, severity, $"The answer has {content.Text.Length:N0} characters; at most {MaxAnswer:N0} are read. Cut it into several questions.");
        if (content.AlsoAsked.Count > MaxPhrasings)
            Report(section.Line, severity, $"The question has {content.AlsoAsked.Count:N0} other phrasings; at most {MaxPhrasings} are read.");
        string? brief = null;
        if (content.Values.TryGetValue(EntryLabel.Short, out var given))
        {
            brief = given.Value;
            if (brief.Length > MaxShort)
                Report(given.Line, severity, $"The short answer has {brief.Length} characters; at most {MaxShort} are quoted.");
        }

        var language = values.Language ?? (_detected ??= LanguageDetector.Detect(_text));
        var id = ReadId(section, content);
        if (_isProse && !content.Values.ContainsKey(EntryLabel.Id))
            id = Distinct(id, language);
        if (!_lines.TryAdd((id, language), section.Line))
        {
            Report(section.Line, severity,
                $"The id '{id}' ({language}) is already used on line {_lines[(id, language)].ToString(CultureInfo.InvariantCulture)}.");
            return;
        }

        _entries.Add(new LoadedEntry(
            new KnowledgeEntry
            {
                Id = id,
                Language = language,
                Question = section.Title,
                Answer = content.Text,
                Short = brief,
                AlsoAsked = content.AlsoAsked,
                Audience = values.Audience ?? Audience.All,
                Groups = [.. _groups.Where(group => group.IsNamed).Select(group => group.Name)],
                Source = values.Source!,
                Link = values.Link,
                Owner = values.Owner,
                Contact = values.Contact,
                ReviewBy = values.ReviewBy,
            },
            _path, section.Line, content.Values.ContainsKey(EntryLabel.Id), content.Tags));
    }

    private string ReadId(MarkdownSection section, SectionContent content)
    {
        if (!content.Values.TryGetValue(EntryLabel.Id, out var given))
            return DeriveId(section.Title);
        if (!IdPattern().IsMatch(given.Value))
            Report(given.Line, KnowledgeProblemSeverity.Error, $"The id '{given.Value}' may hold letters, digits, '-', '_', '.' and '/' only, at most 100.");
        return given.Value;
    }

    // "Introduction" may come several times in a document that nobody wrote as questions.
    private string Distinct(string id, string language)
    {
        var distinct = id;
        // Continues where the last one ended: counting from two again, thousands of equal headings would take for ever.
        var number = _repeated.GetValueOrDefault(id, 1);
        while (_lines.ContainsKey((distinct, language)))
            distinct = string.Create(CultureInfo.InvariantCulture, $"{id}-{++number}");
        _repeated[id] = number;
        return distinct;
    }

    private string DeriveId(string title)
    {
        var slug = Slug(title);
        if (slug.Length > 60)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)).AsSpan(0, 4));
            slug = $"{slug[..50].TrimEnd('-')}-{hash}";
        }

        var folder = Path.GetDirectoryName(_path)?.Replace('\\', '/') ?? "";
        return $"{Slug(folder + " " + KnowledgeFile.BaseName(_path))}/{slug}";
    }

    private EntryDefaults Merge(EntryDefaults inherited, SectionContent content)
    {
        foreach (var (label, (value, line)) in content.Values)
        {
            inherited = label switch
            {
                EntryLabel.Audience => inherited with
                {
                    Audience = EntryLabels.ReadAudience(value) ?? Refuse<Audience>(line, $"The audience '{value}' is unknown: write employees, clients or all (salariés, clients ou tous)."),
                },
                EntryLabel.Language => inherited with
                {
                    Language = EntryLabels.ReadLanguage(value) ?? Refuse(line, $"The language '{value}' is unknown: write fr or en.", "fr"),
                },
                EntryLabel.ReviewBy => inherited with
                {
                    ReviewBy = EntryLabels.ReadDate(value) ?? Refuse<DateOnly>(line, $"The review date '{value}' is not a date: write it as 2027-03-31 or 31/03/2027."),
                },
                EntryLabel.Link => inherited with { Link = ReadLink(value, line) },
                EntryLabel.Owner => inherited with { Owner = value },
                EntryLabel.Contact => inherited with { Contact = value },
                EntryLabel.Source => inherited with { Source = value },
                _ => inherited,
            };
        }

        return inherited;
    }

    private string? ReadLink(string value, int line)
    {
        value = value.Trim('<', '>', ' ');
        return Uri.TryCreate(value, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps
            ? value
            : Refuse(line, $"The link '{value}' is not an https address.", (string?)null);
    }

    private T? Refuse<T>(int line, string reason)
        where T : struct => Refuse<T?>(line, reason, null);

    private T Refuse<T>(int line, string reason, T instead)
    {
        Report(line, KnowledgeProblemSeverity.Error, reason);
        return instead;
    }

    private void Report(int line, KnowledgeProblemSeverity severity, string reason)
    {
        if (_reported.Count >= MaxWarnings && severity == KnowledgeProblemSeverity.Warning)
            return;
        var problem = new KnowledgeProblem(_path, line, severity, reason);
        if (_reported.Add(problem))
            _problems.Add(problem);
    }

    private static string Prettify(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? "FAQ" : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }

    /// <summary>A text as part of an id: lower case without accents, words joined by hyphens.</summary>
    public static string Slug(string text) => NotSlug().Replace(EntryLabels.Fold(text), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotSlug();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
