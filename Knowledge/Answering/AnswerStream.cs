using System.Buffers;
using System.Text.RegularExpressions;

namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Shows an answer while the model writes it. A sentence appears when it is whole, cited, and the text up to its end would pass as an answer by
/// itself. Of a sentence that began with its citation, what <see cref="SentenceOpenings"/> allows appears at once. So nobody reads what the
/// check would refuse.
/// </summary>
internal sealed partial class AnswerStream(GroundingCheck check, SentenceOpenings openings, Func<string, CancellationToken, ValueTask<string?>>? onText)
{
    private const int Step = 24;

    /// <summary>So much text is looked at word by word.</summary>
    private const int Beginning = 120;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("]】.!?…");

    private int _judged;
    private string _shown = "";
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>What its reader had read when they stopped it, with the passages' own numbers; null when nobody did.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Shows what the raw text so far allows.</summary>
    /// <returns>False when nothing more is to be read: the answer can only be refused, or its reader has stopped it.</returns>
    public async ValueTask<bool> ShowAsync(string raw, CancellationToken cancellationToken)
    {
        // The very first word is not awaited to its end: it is shown only if it may be seen as it is.
        var safe = _shown.Length == 0 && raw.Length <= Beginning && FirstWord().IsMatch(raw) ? raw : SafePrefix.Of(raw);
        // Judging costs something: at every word of the beginning, when a citation or a full stop has come, which may end a sentence, and now and then.
        var unread = safe.AsSpan(Math.Min(_judged, safe.Length));
        if (unread.Length == 0 || (safe.Length > Beginning && unread.Length < Step && unread.IndexOfAny(SentenceEnds) < 0))
            return true;
        _judged = safe.Length;
        var text = check.Clean(safe);
        if (text.Length == 0)
            return true;
        if (check.Check(text, complete: false) != GroundingVerdict.Grounded)
            return false;
        var (seen, cited) = Visible(CitedFirst.Read(text));
        var numbered = check.Renumber(seen).Text;
        if (onText is null || numbered.Length <= _shown.Length || !numbered.StartsWith(_shown, StringComparison.Ordinal))
            return true;
        _shown = numbered;
        _given[numbered] = cited;
        if (await onText(numbered, cancellationToken) is not { } read)
            return true;
        Stopped = _given.GetValueOrDefault(read);
        return Stopped is null;
    }

    /// <summary>What may be seen, and the same as an answer by itself: the sentence that is open carries its citation.</summary>
    private (string Seen, string Cited) Visible(Draft draft)
    {
        var settled = GroundingCheck.Shorten(CitedSentences.Of(draft.Open.Length > 0 ? draft.Settled + "\n" : draft.Settled));
        // Whether it is over, or the dot an abbreviation's, what follows tells: the citation and the dot come then.
        if (settled.Length == draft.Settled.Length && draft.Open.Length > 0)
        {
            var end = LastFullStop().Match(draft.Open);
            var whole = draft.Open[..(end.Index + end.Length)];
            if (end.Success && Passes(whole) is { } sentence)
                return (settled + draft.Joint + draft.Open[..end.Index], sentence);
            var opening = openings.Of(draft.Open, GroundingCheck.CitedIds(draft.Marks));
            if (opening.Length > 0 && Passes(opening) is { } begun)
                return (settled + draft.Joint + opening, begun);
        }

        return check.Check(settled, complete: true) == GroundingVerdict.Grounded ? (settled, settled) : ("", "");

        string? Passes(string sentence)
        {
            var text = settled + draft.Joint + CitedFirst.Place(sentence, draft.Marks);
            return GroundingCheck.Shorten(text).Length == text.Length && check.Check(text, complete: true) == GroundingVerdict.Grounded ? text : null;
        }
    }

    [GeneratedRegex(@"^\s*(?:[\[【]\s*\^?\d{1,4}(?:\s*[,;]\s*\d{1,4})*\s*[\]】]\s*)+\p{L}{2,}(?:['’]\p{L}+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"\s?[.!?…]+(?:\s?[»""”)*_]){0,3}(?=\s|\z)", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex LastFullStop();
}
