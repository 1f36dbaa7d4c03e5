using AssistantBot.Triage;

namespace AssistantBot.Bot.Cli;

/// <summary>A scripted dialogue and where a person should come in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Turns">All messages in order.</param>
/// <param name="HandoffTurn">Index of the message after which a person comes in; null for never.</param>
/// <param name="EarliestOk">An earlier index that is tolerated.</param>
internal sealed record DialogueRow(string Id, string Language, IReadOnlyList<TriageTurn> Turns, int? HandoffTurn, int? EarliestOk)
{
    /// <summary>Index of the first message that triage gives to a person; null for none.</summary>
    public int? FirstHuman(ITriage triage, out TriageDecision? decision)
    {
        for (var t = 0; t < Turns.Count; t++)
        {
            if (Turns[t].FromUser)
            {
                decision = triage.Assess(new TriageInput(Turns[t].Text, Language) { History = [.. Turns.Take(t)] });
                if (decision.Route == TriageRoute.Human)
                {
                    return t;
                }
            }
        }

        decision = null;
        return null;
    }
}
