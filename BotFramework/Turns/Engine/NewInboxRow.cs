namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>An activity on its way into the inbox, serialised before it reaches the store's writer.</summary>
/// <param name="Conversation">The conversation, or an alias of it.</param>
/// <param name="Kind">How it will be run.</param>
/// <param name="ActivityId">The activity's id.</param>
/// <param name="DedupeKey">Unique within the conversation.</param>
/// <param name="Activity">The activity as UTF-8 JSON, an object that begins with <c>{</c>.</param>
/// <param name="Identity">Who speaks, as UTF-8 JSON.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Speaker">Who speaks.</param>
public sealed record NewInboxRow(
    ConversationKey Conversation, InboxKind Kind, string ActivityId, string DedupeKey, byte[] Activity, byte[] Identity, TurnOrigin Origin, TurnIdentity Speaker)
{
    /// <summary>The conversation reference to remember (UTF-8 JSON), or null to leave the stored one.</summary>
    public byte[]? Reference { get; init; }

    /// <summary>True to append the activity to the transcript in the same transaction.</summary>
    public bool AppendToTranscript { get; init; }

    /// <summary>True to give the activity a timestamp greater than every earlier one of the conversation; it must have none.</summary>
    public bool Stamp { get; init; }

    /// <summary>Files to keep with the conversation in the same transaction.</summary>
    public IReadOnlyList<StoredAttachment> Files { get; init; } = [];
}
