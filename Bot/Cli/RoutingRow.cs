using AssistantBot.Triage;

namespace AssistantBot.Bot.Cli;

/// <summary>A labelled message with triage's judgement on it.</summary>
internal sealed record RoutingRow(string Id, string Language, string Text, bool Human, string Reason, bool Hard, bool Borderline)
{
    public TriageDecision Decision { get; init; } = new(TriageRoute.Routine, TriageReason.None, 0, HandoverMode.None);

    public bool SaidHuman => Decision.Route == TriageRoute.Human;
}
