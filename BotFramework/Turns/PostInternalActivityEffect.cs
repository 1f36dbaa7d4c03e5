using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Put an activity into another conversation's inbox, where its own turn will act on it. The only way a turn reaches another conversation.
/// </summary>
/// <param name="To">The conversation. For a Teams thread that is still to be created use an id of ours (for example <c>handoff:ID</c>) with <see cref="NewThread"/>.</param>
/// <param name="Activity">What its turn receives; usually an event. The engine sets channel, conversation, bot and service URL from <see cref="Reference"/> or the stored reference.</param>
/// <param name="EffectId">Unique within the receiving conversation: the same id is delivered once.</param>
public sealed record PostInternalActivityEffect(ConversationKey To, Activity Activity, string EffectId) : TurnEffect
{
    /// <summary>How to write into the conversation when it is not known yet.</summary>
    public ConversationReference? Reference { get; init; }

    /// <summary>
    /// When set and the conversation is not known yet, its first outgoing activity creates it (protocol: POST v3/conversations); the id
    /// the channel gives becomes an alias of <see cref="To"/>, so that what people write there arrives in this same conversation.
    /// </summary>
    public ConversationParameters? NewThread { get; init; }
}
