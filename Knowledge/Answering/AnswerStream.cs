namespace AssistantBot.Knowledge.Answering;

/// <summary>Shows an answer while the model writes it: only what can be judged already, and only as long as nothing is wrong with it.</summary>
internal sealed class AnswerStream(GroundingCheck check, Func<string, CancellationToken, ValueTask>? onText)
{
    /// <summary>The beginning is shown word by word, so that the person sees at once that an answer comes; the rest in steps.</summary>
    private const int ShownAtOnce = 200;

    private const int Step = 24;

    private int _judged;
    private string _shown = "";

    /// <summary>Shows what the raw text so far allows.</summary>
    /// <returns>False when the answer can only be refused.</returns>
    public async ValueTask<bool> ShowAsync(string raw, CancellationToken cancellationToken)
    {
        var safe = SafePrefix.Of(raw);
        if (safe.Length - _judged < (safe.Length < ShownAtOnce ? 1 : Step))
            return true;
        _judged = safe.Length;
        var text = check.Clean(safe);
        if (text.Length == 0)
            return true;
        if (check.Check(text, complete: false) != GroundingVerdict.Grounded)
            return false;
        text = check.Renumber(text).Text;
        if (onText is not null && text != _shown)
            await onText(_shown = text, cancellationToken);
        return true;
    }
}
