using AssistantBot.Knowledge.Text;
using AssistantBot.Triage.Patterns;
using AssistantBot.Triage.Text;

namespace AssistantBot.Triage.Signals;

/// <summary>Counts rejected answers, repeats and failed turns in a conversation.</summary>
internal sealed class ConversationReader
{
    private const int TurnsLookedAt = 12;
    private const double SameQuestion = 0.6;

    private readonly PatternBook _book = PatternBook.Load("Patterns/signals.txt");

    public ConversationSignal Read(TriageInput input, MessageText current)
    {
        var evidence = new List<string>();
        var french = input.History.Count > 0 && (input.Language ?? LanguageDetector.Detect(input.Text ?? string.Empty)) == "fr";
        var now = Outcomes(current);
        var resolved = IsResolved(now, current);
        var failures = 0;
        var frustrated = false;
        var earlier = new List<MessageText>();
        var first = Math.Max(0, input.History.Count - TurnsLookedAt);
        for (var t = first; t < input.History.Count; t++)
        {
            var turn = input.History[t];
            var text = MessageText.Read(turn.Text);
            var outcomes = Outcomes(text);
            if (!turn.FromUser)
            {
                failures += outcomes.Contains("failed") ? 1 : 0;
                continue;
            }

            if (IsResolved(outcomes, text))
            {
                failures = 0;
                frustrated = false;
            }
            else if (earlier.Count > 0 && Failed(outcomes, text, earlier))
            {
                failures++;
            }

            frustrated |= IsFrustrated(outcomes, text);
            earlier.Add(text);
        }

        failures = Math.Max(failures, input.RejectedAnswers);
        if (earlier.Count > 0 && !resolved && Failed(now, current, earlier))
        {
            failures++;
            evidence.Add((Repeats(current, earlier), french) switch
            {
                (true, true) => "repose la question",
                (true, false) => "asks again",
                (false, true) => "rejette la réponse",
                (false, false) => "rejects the answer",
            });
        }

        if (now.Contains("frustrated") || (earlier.Count > 0 && IsFrustrated(now, current)))
        {
            frustrated = true;
            evidence.Add(french ? "perd patience" : "patience runs out");
        }

        return new ConversationSignal(failures, frustrated, resolved, evidence);
    }

    private HashSet<string> Outcomes(MessageText text) => [.. _book.Match(text).Select(match => match.Outcome)];

    private static bool IsResolved(HashSet<string> outcomes, MessageText text) =>
        outcomes.Contains("resolved") && !outcomes.Contains("frustrated") && (!outcomes.Contains("rejected") || text.Tokens.Length <= 4);

    private static bool IsFrustrated(HashSet<string> outcomes, MessageText text) =>
        outcomes.Contains("frustrated") || text.Shouted > 1 || text.Exclamations > 2 || text.AngryEmoji > 0;

    private static bool Failed(HashSet<string> outcomes, MessageText text, List<MessageText> earlier) =>
        outcomes.Contains("rejected") || outcomes.Contains("gaveup") || Repeats(text, earlier);

    private static bool Repeats(MessageText text, List<MessageText> earlier)
    {
        var words = ContentWords(text);
        return words.Count >= 2 && earlier.Exists(other =>
        {
            var before = ContentWords(other);
            var shared = words.Count(before.Contains);
            return shared >= 2 && shared >= SameQuestion * Math.Min(words.Count, Math.Max(2, before.Count));
        });
    }

    private static HashSet<string> ContentWords(MessageText text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Tokens.Length; i++)
        {
            if (text.Tokens[i].Length >= 4)
            {
                words.Add(text.Word(i)[..Math.Min(6, text.Tokens[i].Length)].ToString());
            }
        }

        return words;
    }
}
