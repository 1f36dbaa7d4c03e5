using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.Handoff.Relay;

/// <summary>Remembers the private chat of each member with the bot, so that what is confidential can go there.</summary>
/// <param name="storage">Used by turns that bring no storage of their own; null when all do.</param>
public sealed class PersonalChats(IStorage? storage = null)
{
    /// <summary>The id by which a member is known whether they write in a channel, in private or at the desk.</summary>
    public static string? MemberId(ChannelAccount? account) =>
        account is null ? null : string.IsNullOrEmpty(account.AadObjectId) ? account.Id : account.AadObjectId;

    /// <summary>Remembers the chat of this turn when it is private, in Teams, and not known yet.</summary>
    public async Task RememberAsync(ITurnContext turnContext, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        var activity = turnContext.Activity;
        if (activity.ChannelId != ChannelIds.Msteams || activity.Conversation?.ConversationType != ConversationTypes.Personal
            || MemberId(activity.From) is not { } member || activity.From?.Id == activity.Recipient?.Id)
            return;
        var documents = TurnStorage.Of(turnContext, storage);
        var reference = activity.GetConversationReference();
        reference.ActivityId = null;
        var known = await TurnStorage.ReadAsync<ConversationReference>(documents, Key(member), cancellationToken).ConfigureAwait(false);
        if (known?.Conversation?.Id == reference.Conversation?.Id && known?.ServiceUrl == reference.ServiceUrl && known?.User?.Id == reference.User?.Id)
            return;
        await TurnStorage.WriteAsync(documents, Key(member), reference, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The member's private chat, or null when they never wrote to the bot.</summary>
    public Task<ConversationReference?> FindAsync(ITurnContext turnContext, string memberId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return TurnStorage.ReadAsync<ConversationReference>(TurnStorage.Of(turnContext, storage), Key(memberId), cancellationToken);
    }

    private static string Key(string memberId) => $"handoff/personal-chats/{memberId}";
}
