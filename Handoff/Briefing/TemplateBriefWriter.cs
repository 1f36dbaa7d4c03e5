using System.Text.RegularExpressions;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Handoff.Briefing;

/// <summary>A brief from reviewed sentences and the person's own words; nothing in it is guessed.</summary>
internal sealed partial class TemplateBriefWriter : IBriefWriter
{
    private const int LongestWish = 600;
    private const int LongestLine = 160;

    /// <inheritdoc/>
    public Task<HandoffBrief> WriteAsync(BriefInput input, CancellationToken cancellationToken)
    {
        var reason = input.Decision.Reason;
        return Task.FromResult(new HandoffBrief(Why(input), Wants(input))
        {
            AlreadySaid = [.. input.History.Where(line => line is { FromPerson: false, IsAnswer: true }).TakeLast(3).Select(line => Shorten(FirstParagraph(line.Text), LongestLine))],
            Missing = [.. Missing(input)],
            Tone = $"tone.{(reason is TriageReason.None ? TriageReason.ExplicitRequest : reason)}",
            Avoid = Avoid(reason),
            Evidence = [.. input.Decision.Evidence.Take(5)],
        });
    }

    private static string Why(BriefInput input) => input.Decision.DangerToLife ? "reason.danger" : $"reason.{input.Decision.Reason}";

    // A bare "a person please" says nothing of the matter; the messages before it do.
    private static string Wants(BriefInput input)
    {
        var said = input.History.Where(line => line.FromPerson && line.Text.Length > 3).Select(line => line.Text).TakeLast(2).Append(input.Text)
            .Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal).Select(text => text.Trim());
        return Shorten(string.Join(" / ", said), LongestWish);
    }

    private static IEnumerable<string> Missing(BriefInput input)
    {
        if (HandoffConfidentiality.IsConfidential(input.Decision.Reason, input.Decision.DangerToLife))
            yield break;
        var said = string.Join('\n', input.History.Where(line => line.FromPerson).Select(line => line.Text).Append(input.Text));
        if (input.Decision.Reason is TriageReason.PersonalContext or TriageReason.AngerOrComplaint)
        {
            if (!Number().IsMatch(said))
                yield return "missing.reference";
            if (!Date().IsMatch(said))
                yield return "missing.date";
        }

        if (!input.IsReachable && !Contact().IsMatch(said))
            yield return "missing.contact";
    }

    private static string[] Avoid(TriageReason reason) => reason switch
    {
        TriageReason.Distress or TriageReason.Sensitive => ["avoid.promise", "avoid.diagnosis"],
        TriageReason.Conflict => ["avoid.promise", "avoid.side"],
        TriageReason.AngerOrComplaint => ["avoid.promise", "avoid.blame", "avoid.repeat"],
        _ => ["avoid.promise", "avoid.repeat"],
    };

    private static string FirstParagraph(string text) => text.Split("\n\n", 2)[0];

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";

    [GeneratedRegex(@"\d{4,}|[A-Z]{1,4}-\d{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b\d{1,2}[/.-]\d{1,2}\b|\b\d{1,2}(er|st|nd|rd|th)?\s+(janv|f[ée]v|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|mar|apr|may|jun|jul|aug|dec)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"@[\w-]+\.|\b0\d([ .-]?\d\d){4}\b|\+\d{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex Contact();
}
