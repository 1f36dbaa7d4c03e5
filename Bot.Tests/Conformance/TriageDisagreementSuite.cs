using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Review;
using AssistantBot.Tests.Support;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Conformance;

/// <summary>What is kept of a disagreement between triage and the model.</summary>
public abstract class TriageDisagreementSuite : ConformanceSuite
{
    [Fact]
    public async Task Read_AfterTwoTurns_GivesReasonsWithoutTextNewestFirst()
    {
        var host = await StartAsync((turn, _) =>
        {
            var reason = turn.Activity.Text == "a" ? TriageReason.Distress : TriageReason.Conflict;
            turn.TurnState.Get<TurnUnitOfWork>()!.Add(new TriageDisagreementEffect(TriageReason.None, 0.125, reason, 0.9, reason, "judge.v1"));
            return Task.CompletedTask;
        });
        await host.AcceptAsync(EngineHost.Message("a", "m1"));
        await host.AcceptAsync(EngineHost.Message("b", "m2"));
        await host.WhenIdleAsync();

        var store = host.Get<ITriageDisagreements>();
        var all = await store.ReadAsync(long.MaxValue, 10, default);

        Assert.Equal([TriageReason.Conflict, TriageReason.Distress], all.Select(one => one.ModelReason));
        Assert.Equal((TriageReason.None, 0.125, 0.9, "judge.v1"), (all[0].Reason, all[0].Confidence, all[0].ModelConfidence, all[0].Prompt));
        var transcript = await host.Get<ITranscriptStore>().ReadAsync(all[0].Conversation, 0, 10, default);
        Assert.Equal(transcript.Single(row => row.Activity.Text == "b").Sequence, all[0].Line);
        Assert.Equal([all[1].InboxId], (await store.ReadAsync(all[0].InboxId, 10, default)).Select(one => one.InboxId));
    }
}
