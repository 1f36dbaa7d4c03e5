using System.Globalization;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Importing;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AssistantBot.Bot.Cli;

/// <summary>What is not wrong in any one file but deserves an author's look.</summary>
internal static class KnowledgeReview
{
    /// <summary>Duplicates, overdue reviews, missing translations and broken links of the valid files.</summary>
    public static IEnumerable<KnowledgeProblem> Find(IReadOnlyList<KnowledgeFileResult> files, DateOnly today)
    {
        List<LoadedEntry> entries = [.. files.Where(file => file.IsValid).SelectMany(file => file.Loaded)];
        return [.. Duplicates(entries), .. Overdue(entries, today), .. MissingTranslations(entries), .. BrokenLinks(files)];
    }

    private static IEnumerable<KnowledgeProblem> Duplicates(List<LoadedEntry> entries)
    {
        var seen = new Dictionary<(string Language, string Words), List<LoadedEntry>>();
        foreach (var loaded in entries)
        {
            foreach (var phrasing in loaded.Entry.AlsoAsked.Prepend(loaded.Entry.Question))
            {
                var key = (loaded.Entry.Language, string.Join(' ', TextAnalyzer.Analyze(phrasing, loaded.Entry.Language).Select(token => token.Folded)));
                if (key.Item2.Length == 0)
                    continue;
                var same = seen.TryGetValue(key, out var known) ? known : seen[key] = [];
                if (same.Find(other => other != loaded && Overlap(other.Entry.Audience, loaded.Entry.Audience)) is { } first)
                {
                    yield return Warn(loaded.File, loaded.Line,
                        $"'{phrasing}' is also asked in {first.File}, line {first.Line.ToString(CultureInfo.InvariantCulture)} ('{first.Entry.Question}').");
                }

                same.Add(loaded);
            }
        }
    }

    private static bool Overlap(Audience one, Audience other) => one == other || one == Audience.All || other == Audience.All;

    private static IEnumerable<KnowledgeProblem> Overdue(List<LoadedEntry> entries, DateOnly today) => entries
        .Where(loaded => loaded.Entry.ReviewBy < today)
        .Select(loaded => Warn(loaded.File, loaded.Line,
            $"The review of '{loaded.Entry.Question}' was due on {loaded.Entry.ReviewBy!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}"
            + (loaded.Entry.Owner is { } owner ? $" (owner: {owner})." : ", and it has no owner.")));

    /// <summary>In a base of both languages, entries that one of them lacks.</summary>
    private static IEnumerable<KnowledgeProblem> MissingTranslations(List<LoadedEntry> entries)
    {
        string[] languages = [.. entries.Select(loaded => loaded.Entry.Language).Distinct().Order(StringComparer.Ordinal)];
        if (languages.Length < 2)
            yield break;
        foreach (var pair in entries.GroupBy(loaded => loaded.Entry.Id))
        {
            var first = pair.First();
            foreach (var language in languages.Except(pair.Select(loaded => loaded.Entry.Language)))
                yield return Warn(first.File, first.Line, $"'{first.Entry.Question}' has no translation: no entry '{first.Entry.Id}' in {language}.");
            if (pair.Select(loaded => loaded.Entry.Audience).Distinct().Count() > 1)
                yield return Warn(first.File, first.Line, $"The translations of '{first.Entry.Id}' are for different audiences.");
        }
    }

    private static IEnumerable<KnowledgeProblem> BrokenLinks(IReadOnlyList<KnowledgeFileResult> files)
    {
        foreach (var file in files.Where(file => file.IsValid))
        {
            foreach (var loaded in file.Loaded)
            {
                foreach (var url in Markdown.Parse(loaded.Entry.Answer).Descendants<LinkInline>().Select(link => link.Url ?? ""))
                {
                    if (WhyBroken(file.File, url) is { } reason)
                        yield return Warn(file.File, LineOf(file.File, loaded.Line, url), reason);
                }
            }
        }
    }

    private static string? WhyBroken(string file, string url)
    {
        if (url.Length == 0)
            return "A link leads nowhere.";
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && !absolute.IsFile)
            return absolute.Scheme is "http" or "https" && !absolute.Host.Contains('.', StringComparison.Ordinal) && !absolute.IsLoopback
                ? $"The link '{url}' names no host that others can reach."
                : null;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(hash < 0 ? url : url[..hash]);
        var target = path.Length == 0 ? file : Path.GetFullPath(path.TrimStart('/'), Path.GetFullPath(Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : "."));
        if (!File.Exists(target) && !Directory.Exists(target))
            return $"The link '{url}' leads to a file that is not there.";
        if (hash < 0 || hash == url.Length - 1 || !File.Exists(target))
            return null;
        var anchor = Uri.UnescapeDataString(url[(hash + 1)..]);
        var known = KnowledgeFolder.ReadFile(target, Path.GetFileName(target)).Loaded.Any(loaded =>
            loaded.Entry.Id == anchor || Anchor(loaded.Entry.Question) == Anchor(anchor) || loaded.Entry.Groups.Any(group => Anchor(group) == Anchor(anchor)));
        return known ? null : $"The link '{url}' leads to a heading that is not there.";
    }

    /// <summary>The heading as its anchor, whatever the tool that made it does with accents.</summary>
    private static string Anchor(string heading) =>
        string.Concat(TextFolding.Fold(heading).Where(char.IsLetterOrDigit));

    private static int LineOf(string file, int from, string url)
    {
        if (!KnowledgeFormats.IsMarkdown(file))
            return from;
        var lines = File.ReadAllLines(file);
        var line = Array.FindIndex(lines, Math.Min(from - 1, lines.Length), text => text.Contains(url, StringComparison.Ordinal));
        return line < 0 ? from : line + 1;
    }

    private static KnowledgeProblem Warn(string file, int line, string reason) =>
        new(file, line, KnowledgeProblemSeverity.Warning, reason);
}
