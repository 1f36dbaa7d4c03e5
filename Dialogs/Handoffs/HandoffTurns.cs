using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>What the turns of a handoff share: the protocol's events for the page.</summary>
internal static class HandoffTurns
{
    // Connectors of Teams refuse events; on the web they are data for the page and are not shown.
    public static Task EmitAsync(PersonTurn turn, string name, Dictionary<string, string> value, CancellationToken cancellationToken) =>
        turn.IsWeb
            ? turn.Context.SendActivityAsync(Activity.CreateEvent(name, JsonSerializer.SerializeToElement(value)), cancellationToken)
            : Task.CompletedTask;
}
