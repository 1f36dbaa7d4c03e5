using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;

namespace AssistantBot.Bot.Desk;

/// <summary>Turns what an assistant does into an invoke in the person's conversation, where it commits with everything it causes.</summary>
internal sealed class DeskCommandRunner(ITurnDispatcher dispatcher)
{
    private const int MaxMessage = 8000;

    /// <summary>
    /// Runs a command of the page: <c>accept</c>, <c>message</c>, <c>note</c>, <c>transfer</c> (back to the queue) or <c>close</c>.
    /// </summary>
    /// <returns>What became of it; null when there is no such command or its text is missing or too long.</returns>
    /// <exception cref="TurnRejectedException">The engine cannot take work now.</exception>
    public async Task<InvokeResponse?> RunAsync(
        DeskSession session, HandoffRequest handoff, string command, string commandId, string? text, string language, CancellationToken cancellationToken)
    {
        var hasText = text is { Length: <= MaxMessage } && !string.IsNullOrWhiteSpace(text);
        var id = handoff.Id;
        return command switch
        {
            "accept" => await InvokeAsync(DeskCommands.Accept, new DeskAccept(id), HandoffJson.Default.DeskAccept),
            "message" when hasText => await InvokeAsync(DeskCommands.Message, new DeskMessage(id, text!, commandId), HandoffJson.Default.DeskMessage),
            "note" when hasText => await InvokeAsync(DeskCommands.Note, new DeskNote(id, text!), HandoffJson.Default.DeskNote),
            "transfer" => await InvokeAsync(DeskCommands.Transfer, new DeskTransfer(id), HandoffJson.Default.DeskTransfer),
            "close" => await InvokeAsync(DeskCommands.Close, new DeskClose(id), HandoffJson.Default.DeskClose),
            _ => null,
        };

        Task<InvokeResponse> InvokeAsync<T>(string name, T value, JsonTypeInfo<T> type) =>
            this.InvokeAsync(session, handoff, name, value, type, commandId, language, cancellationToken);
    }

    /// <summary>Marks a triage decision as wrong, or settles a mark.</summary>
    /// <exception cref="TurnRejectedException">The engine cannot take work now.</exception>
    public Task<InvokeResponse> ReviewAsync(DeskSession session, HandoffRequest handoff, DeskReview review, string commandId, string language, CancellationToken cancellationToken) =>
        InvokeAsync(session, handoff, DeskCommands.Review, review, HandoffJson.Default.DeskReview, commandId, language, cancellationToken);

    private Task<InvokeResponse> InvokeAsync<T>(
        DeskSession session, HandoffRequest handoff, string name, T value, JsonTypeInfo<T> type, string commandId, string language, CancellationToken cancellationToken) =>
        dispatcher.InvokeAsync(
            new InboundActivity(ActivityOf(session, handoff, name, commandId, language, JsonSerializer.SerializeToElement(value, type)), IdentityOf(session))
            {
                DedupeKey = $"desk|{session.Assistant.Id}|{commandId}",
            },
            cancellationToken);

    private static TurnIdentity IdentityOf(DeskSession session) =>
        new(TurnOrigin.Desk, session.Assistant.Id) { Name = session.Assistant.Name, IsMember = true };

    private static Activity ActivityOf(DeskSession session, HandoffRequest handoff, string name, string commandId, string language, JsonElement value) => new()
    {
        Type = ActivityTypes.Invoke,
        Id = commandId,
        Name = name,
        Value = value,
        ChannelId = handoff.Conversation.ChannelId,
        Conversation = new ConversationAccount { Id = handoff.Conversation.ConversationId },
        From = new ChannelAccount { Id = session.Assistant.Id, Name = session.Assistant.Name, Role = RoleTypes.User },
        Locale = language,
    };
}
