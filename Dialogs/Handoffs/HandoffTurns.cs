using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What the turns of a handoff share: its timers, and the protocol's events for the page.</summary>
internal static class HandoffTurns
{
    /// <summary>Timer: tell who waits that the request is still open.</summary>
    internal const string RemindTimer = "handoff/remind";

    /// <summary>Timer: close a handoff in which nothing is said any more.</summary>
    internal const string IdleTimer = "handoff/idle";

    /// <summary>Wakes the conversation up for this handoff; setting the timer again puts it off.</summary>
    public static void StartTimer(PersonTurn turn, string name, string handoffId, TimeSpan after, TimeProvider time) =>
        turn.Work.Add(new StartTimerEffect(name, time.GetUtcNow() + after, JsonSerializer.Serialize(handoffId)));

    // Connectors of Teams refuse events; on the web they are data for the page and are not shown.
    public static Task EmitAsync(PersonTurn turn, string name, Dictionary<string, string> value, CancellationToken cancellationToken) =>
        turn.IsWeb
            ? turn.Context.SendActivityAsync(Activity.CreateEvent(name, JsonSerializer.SerializeToElement(value)), cancellationToken)
            : Task.CompletedTask;
}
