using AssistantBot.Triage.Patterns;
using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.SmallTalk;

/// <summary>Recognises a message that ordinary talk covers completely.</summary>
internal sealed class SmallTalkRecognizer : ISmallTalkRecognizer
{
    private const int LongestMessage = 160;

    // The first of these that occurs names the message: "bonjour, qui êtes-vous ?" is a question about the bot.
    private static readonly (string Outcome, SmallTalkKind Kind)[] Priority =
    [
        ("who", SmallTalkKind.WhoAreYou), ("insult", SmallTalkKind.Insult), ("help", SmallTalkKind.Help),
        ("cancel", SmallTalkKind.Cancel), ("fragment", SmallTalkKind.Fragment), ("thanks", SmallTalkKind.Thanks),
        ("goodbye", SmallTalkKind.Goodbye), ("greeting", SmallTalkKind.Greeting), ("ok", SmallTalkKind.Acknowledgement),
    ];

    private readonly PatternBook _book = PatternBook.Load("Patterns/smalltalk.txt");

    /// <inheritdoc/>
    public SmallTalkKind Recognize(string text) =>
        text is null || text.Length > LongestMessage ? SmallTalkKind.None : Recognize(MessageText.Read(text));

    internal SmallTalkKind Recognize(MessageText text)
    {
        if (text.Tokens.Length == 0)
        {
            return WithoutWords(text);
        }

        if (text.Original.Length > LongestMessage)
        {
            return SmallTalkKind.None;
        }

        var outcomes = Cover(text);
        if (outcomes is null)
        {
            return SmallTalkKind.None;
        }

        foreach (var (outcome, kind) in Priority)
        {
            if (outcomes.Contains(outcome))
            {
                return kind;
            }
        }

        return SmallTalkKind.Acknowledgement;
    }

    /// <summary>Only punctuation and emoji: "?" waits for its rest, ":)" needs no answer, a sad face is left to triage.</summary>
    private static SmallTalkKind WithoutWords(MessageText text) =>
        text.SadEmoji + text.AngryEmoji > 0 ? SmallTalkKind.None
        : text.QuestionMarks > 0 || text.Original.Trim().Length == 0 ? SmallTalkKind.Fragment
        : SmallTalkKind.Acknowledgement;

    /// <summary>The outcomes of the fewest wordings that cover every word; null when some word is left over.</summary>
    private HashSet<string>? Cover(MessageText text)
    {
        var count = text.Tokens.Length;
        var cost = new int[count + 1];
        var last = new PatternMatch[count + 1];
        Array.Fill(cost, int.MaxValue);
        cost[0] = 0;
        var matches = _book.Match(text);
        for (var end = 1; end <= count; end++)
        {
            foreach (var match in matches)
            {
                if (match.End != end || cost[match.FirstToken] == int.MaxValue)
                {
                    continue;
                }

                var candidate = cost[match.FirstToken] + (match.Outcome == "filler" ? 3 : 2);
                if (candidate < cost[end] || (candidate == cost[end] && Rank(match.Outcome) < Rank(last[end].Outcome)))
                {
                    cost[end] = candidate;
                    last[end] = match;
                }
            }
        }

        if (cost[count] == int.MaxValue)
        {
            return null;
        }

        var outcomes = new HashSet<string>(StringComparer.Ordinal);
        for (var end = count; end > 0; end = last[end].FirstToken)
        {
            outcomes.Add(last[end].Outcome);
        }

        return outcomes;
    }

    private static int Rank(string outcome)
    {
        var rank = Array.FindIndex(Priority, p => p.Outcome == outcome);
        return rank < 0 ? Priority.Length : rank;
    }
}
