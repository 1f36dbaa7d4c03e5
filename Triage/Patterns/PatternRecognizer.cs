using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Patterns;

/// <summary>Finds the first wording of one outcome that no "never" wording cancels.</summary>
internal sealed class PatternRecognizer(string file, string outcome)
{
    private readonly PatternBook _book = PatternBook.Load(file);

    /// <summary>The match, or null.</summary>
    public PatternMatch? Find(MessageText text) => Find(text, out _);

    /// <summary>The match, or null; says whether a "never" wording was seen.</summary>
    public PatternMatch? Find(MessageText text, out bool denied)
    {
        var matches = _book.Match(text);
        denied = matches.Exists(match => match.Outcome == "never");
        PatternMatch? best = null;
        foreach (var match in matches)
        {
            if (match.Outcome == outcome
                && !matches.Exists(other => other.Outcome == "never" && other.Overlaps(match))
                && (best is null || match.TokenCount < best.Value.TokenCount))
            {
                best = match;
            }
        }

        return best;
    }
}
