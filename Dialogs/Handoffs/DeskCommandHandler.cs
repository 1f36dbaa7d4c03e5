using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Relay;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;

namespace AssistantBot.Dialogs.Handoffs;

/// <summary>Commands of the assistants' desk. They arrive as invokes in the person's conversation, from the desk and from nowhere else.</summary>
internal sealed class DeskCommandHandler(IHandoffStore store, HandoffCommands commands, IWording wording)
{
    /// <summary>Runs a command.</summary>
    /// <returns>The answer; status 403 when the turn does not come from the desk, 400 when the value has another shape.</returns>
    public async Task<InvokeResponse> RunAsync(PersonTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Identity is not { Origin: TurnOrigin.Desk, PersonId: { Length: > 0 } id })
            return new InvokeResponse(403);
        var by = new Assistant(id, turn.Identity.Name ?? wording.Get("handoff.assistant", turn.Language));
        return turn.Activity.Name switch
        {
            DeskCommands.Accept => await RunAsync(turn, HandoffJson.Default.DeskAccept, command => command.HandoffId,
                command => commands.AcceptAsync(turn.Context, command.HandoffId, by, cancellationToken), cancellationToken).ConfigureAwait(false),
            DeskCommands.Message => await RunAsync(turn, HandoffJson.Default.DeskMessage, command => command.HandoffId,
                command => commands.SayAsync(turn.Context, command.HandoffId, by, command.Text, command.MessageId, cancellationToken), cancellationToken).ConfigureAwait(false),
            DeskCommands.Edit => await RunAsync(turn, HandoffJson.Default.DeskEdit, command => command.HandoffId,
                command => commands.EditAsync(turn.Context, command.HandoffId, by, command.MessageId ?? "", command.Text, cancellationToken), cancellationToken).ConfigureAwait(false),
            DeskCommands.Note => await RunAsync(turn, HandoffJson.Default.DeskNote, command => command.HandoffId,
                command => commands.NoteAsync(turn.Context, command.HandoffId, by, command.Text, cancellationToken), cancellationToken).ConfigureAwait(false),
            DeskCommands.Transfer => await RunAsync(turn, HandoffJson.Default.DeskTransfer, command => command.HandoffId,
                command => commands.TransferAsync(
                    turn.Context, command.HandoffId, by,
                    command is { ToAssistantId: { Length: > 0 } to, ToAssistantName: { Length: > 0 } name } ? new Assistant(to, name) : null, cancellationToken),
                cancellationToken).ConfigureAwait(false),
            DeskCommands.Close => await RunAsync(turn, HandoffJson.Default.DeskClose, command => command.HandoffId,
                command => commands.CloseAsync(turn.Context, command.HandoffId, by, cancellationToken), cancellationToken).ConfigureAwait(false),
            DeskCommands.Review => await RunAsync(turn, HandoffJson.Default.DeskReview, command => command.HandoffId,
                command => commands.ReviewAsync(turn.Context, command.HandoffId, by, new DecisionReview(command.Line, command.Label ?? "", command.Settled), cancellationToken), cancellationToken).ConfigureAwait(false),
            _ => new InvokeResponse(501),
        };
    }

    private async Task<InvokeResponse> RunAsync<T>(
        PersonTurn turn, JsonTypeInfo<T> type, Func<T, string?> handoffOf, Func<T, Task<HandoffOutcome>> run, CancellationToken cancellationToken)
        where T : class
    {
        if (Read(turn, type) is not { } command || handoffOf(command) is not { Length: > 0 } handoffId)
            return new InvokeResponse(400);
        // The command must stand in the conversation its handoff belongs to.
        var request = await store.GetAsync(handoffId, cancellationToken).ConfigureAwait(false);
        var outcome = request?.Conversation == turn.Work.Conversation ? await run(command).ConfigureAwait(false) : new HandoffOutcome(false, "desk.unknown");
        var language = turn.Activity.Locale is "fr" or "en" ? turn.Activity.Locale : turn.Language;
        var result = new DeskResult(
            outcome.Ok,
            wording.Get(outcome.Key, language, ("winner", outcome.Winner ?? ""), ("name", outcome.Request?.AssistantName ?? "")),
            outcome.Winner,
            outcome.MessageId);
        return new InvokeResponse(200, JsonSerializer.SerializeToElement(result, HandoffJson.Default.DeskResult));
    }

    private static T? Read<T>(PersonTurn turn, JsonTypeInfo<T> type) where T : class
    {
        if (turn.Activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return null;
        try
        {
            return value.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
