namespace AssistantBot.Knowledge.Answering;

/// <summary>
/// Shows an answer while the model writes it, sentence by sentence: a sentence appears when it is whole, cited, and the text up to its end
/// would pass as an answer by itself. So nobody reads what the check would refuse.
/// </summary>
internal sealed class AnswerStream(GroundingCheck check, Func<string, CancellationToken, ValueTask<string?>>? onText)
{
    private const int Step = 24;

    private int _judged;
    private string _shown = "";
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    /// <summary>What its reader had read when they stopped it, with the passages' own numbers; null when nobody did.</summary>
    public string? Stopped { get; private set; }

    /// <summary>Shows what the raw text so far allows.</summary>
    /// <returns>False when nothing more is to be read: the answer can only be refused, or its reader has stopped it.</returns>
    public async ValueTask<bool> ShowAsync(string raw, CancellationToken cancellationToken)
    {
        var safe = SafePrefix.Of(raw);
        // Judging costs something: when a citation has come, which may end a sentence, and now and then.
        if (safe.Length - _judged < Step && safe.AsSpan(Math.Min(_judged, safe.Length)).IndexOfAny(']', '】') < 0)
            return true;
        _judged = safe.Length;
        var text = check.Clean(safe);
        if (text.Length == 0)
            return true;
        if (check.Check(text, complete: false) != GroundingVerdict.Grounded)
            return false;
        text = GroundingCheck.Shorten(CitedSentences.Of(text));
        if (onText is null || text.Length <= _shown.Length || check.Check(text, complete: true) != GroundingVerdict.Grounded)
            return true;
        _shown = text;
        var numbered = check.Renumber(text).Text;
        _given[numbered] = text;
        if (await onText(numbered, cancellationToken) is not { } read)
            return true;
        Stopped = _given.GetValueOrDefault(read);
        return Stopped is null;
    }
}
