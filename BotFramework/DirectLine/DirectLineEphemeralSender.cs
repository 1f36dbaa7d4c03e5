using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>Shows typing and stream chunks to the web clients of a conversation.</summary>
internal sealed class DirectLineEphemeralSender(IEphemeralFeed ephemeral, TimeProvider time) : IEphemeralSender
{
    private static readonly EphemeralOutcome Dropped = new(EphemeralOutcomeKind.Dropped);

    public bool Serves(string channelId) => channelId == ChannelIds.Directline;

    public ValueTask<EphemeralOutcome> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken)
    {
        if (reference.Conversation?.Id is not { Length: > 0 } conversation)
            return ValueTask.FromResult(Dropped);
        var id = DirectLineView.StreamIdOf(activity) ?? (string.IsNullOrEmpty(activity.Id) ? Guid.CreateVersion7(time.GetUtcNow()).ToString("N") : activity.Id);
        var view = DirectLineView.Ephemeral(activity, conversation, id, time.GetUtcNow());
        view.From ??= reference.Bot is { } bot ? new() { Id = bot.Id, Name = bot.Name, Role = RoleTypes.Bot } : null;
        ephemeral.Publish(new ConversationKey(ChannelIds.Directline, conversation), view);
        return ValueTask.FromResult(new EphemeralOutcome(EphemeralOutcomeKind.Shown) { Id = id });
    }
}
