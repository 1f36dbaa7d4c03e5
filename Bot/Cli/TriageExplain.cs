using System.Globalization;
using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;

namespace AssistantBot.Bot.Cli;

/// <summary><c>triage explain "text"</c> and <c>triage try FILE</c>: why a decision, and what new examples change.</summary>
public sealed class TriageExplain(ITriageExplainer explainer)
{
    private const string Usage = "usage: triage explain \"text\" | triage try FILE.fr.txt";

    /// <summary>Runs <c>explain</c> or <c>try</c>.</summary>
    /// <returns>0 when shown, 1 when the file cannot be used, 2 for a wrong call.</returns>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        switch (args)
        {
            case ["explain", .. var words] when words.Length > 0:
                WriteExplanation(string.Join(' ', words), output);
                return 0;
            case ["try", var path]:
                return await TryAsync(path, output);
            default:
                await output.WriteLineAsync(Usage);
                return 2;
        }
    }

    private void WriteExplanation(string text, TextWriter output)
    {
        var (decision, terms) = explainer.Explain(text);
        output.WriteLine(Describe(decision));
        foreach (var quote in decision.Evidence)
        {
            output.WriteLine($"  evidence: {quote}");
        }

        foreach (var (term, weight) in terms)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {weight,6:+0.00;-0.00}  {term}"));
        }
    }

    private async Task<int> TryAsync(string path, TextWriter output)
    {
        try
        {
            var trial = explainer.Try(path);
            await output.WriteLineAsync($"{trial.Added.Count} new examples:");
            foreach (var change in trial.Added)
            {
                await output.WriteLineAsync($"  {Describe(change)}");
            }

            await output.WriteLineAsync($"{trial.Changed.Count} known examples change sides:");
            foreach (var change in trial.Changed)
            {
                await output.WriteLineAsync($"  {Describe(change)}");
            }

            return 0;
        }
        catch (TriageDataException broken)
        {
            await output.WriteLineAsync(broken.Message);
            return 1;
        }
    }

    private static string Describe(TriageChange change) =>
        $"[{ExampleFile.LabelOf(change.Example.Reason)}] {Describe(change.Before)} -> {Describe(change.After)}: {change.Example.Text}";

    private static string Describe(TriageDecision decision) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(decision.Route == TriageRoute.Human ? decision.Reason : "Routine")} {decision.Confidence:0.00}{(decision.Mode == HandoverMode.None ? string.Empty : " " + decision.Mode)}{(decision.DangerToLife ? " DANGER" : string.Empty)}");
}
