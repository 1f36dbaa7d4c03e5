using System.Globalization;
using System.Text.Json;
using AssistantBot.Triage;

namespace AssistantBot.Bot.Cli;

/// <summary><c>evaluate dialogues FILE.jsonl</c>: whether a person comes in at the right turn; an offer counts.</summary>
public sealed class EvaluateDialogues(ITriage triage)
{
    /// <summary>Prints one line a dialogue; the last line is one JSON object.</summary>
    /// <returns>0 when measured, 1 when the file cannot be used, 2 for a wrong call.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (args.Length != 1)
        {
            await output.WriteLineAsync("usage: evaluate dialogues FILE.jsonl");
            return 2;
        }

        try
        {
            var dialogues = await EvaluationRow.ReadAsync(args[0], Read, cancellationToken);
            WriteReport(dialogues, output);
            return 0;
        }
        catch (EvaluationException broken)
        {
            await output.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    private static DialogueRow Read(JsonElement row)
    {
        if (!row.TryGetProperty("turns", out var turns) || turns.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("the list \"turns\" is missing");
        }

        return new DialogueRow(
            row.Text("id"),
            row.Text("lang"),
            [.. turns.EnumerateArray().Select(turn => new TriageTurn(turn.Required("role") == "user", turn.Required("text")))],
            row.Number("handoff_turn"),
            row.Number("earliest_ok"));
    }

    private void WriteReport(List<DialogueRow> dialogues, TextWriter output)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var dialogue in dialogues)
        {
            var at = dialogue.FirstHuman(triage, out var decision);
            var outcome = Outcome(dialogue, at);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            var where = at is { } turn
                ? string.Create(CultureInfo.InvariantCulture, $"turn {turn}, {decision!.Reason} {decision.Confidence:0.00}: {dialogue.Turns[turn].Text}")
                : "no person";
            output.WriteLine($"{outcome,-14}{dialogue.Id}  expected {dialogue.HandoffTurn?.ToString(CultureInfo.InvariantCulture) ?? "none"}; {where}");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"dialogues\":{dialogues.Count},\"on_time\":{counts.GetValueOrDefault("on time")},\"too_early\":{counts.GetValueOrDefault("too early")},\"missed\":{counts.GetValueOrDefault("missed")},\"false_alarms\":{counts.GetValueOrDefault("false alarm")}}}"));
    }

    /// <summary>A dialogue that needs nobody and gets nobody is on time.</summary>
    private static string Outcome(DialogueRow dialogue, int? at) => (dialogue.HandoffTurn, at) switch
    {
        (null, null) => "on time",
        (null, _) => "false alarm",
        (_, null) => "missed",
        ({ } expected, { } turn) when turn > expected => "missed",
        ({ } expected, { } turn) when turn < (dialogue.EarliestOk ?? expected) => "too early",
        _ => "on time",
    };
}
