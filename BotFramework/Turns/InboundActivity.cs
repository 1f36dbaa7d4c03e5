using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>An activity that an endpoint has authenticated and checked, ready for the inbox.</summary>
/// <param name="Activity">The activity, with channel, conversation, sender and receiver set.</param>
/// <param name="Identity">Who speaks, as the endpoint established it.</param>
public sealed record InboundActivity(Activity Activity, TurnIdentity Identity)
{
    /// <summary>
    /// What makes a redelivery recognisable within the conversation; null to derive it from type and activity id
    /// (edits and deletes also by timestamp and content). Without an activity id there is no deduplication.
    /// </summary>
    public string? DedupeKey { get; init; }

    /// <summary>True when the accepted activity also enters the transcript, and so the feed, in the same transaction (Direct Line).</summary>
    public bool AppendToTranscript { get; init; }

    /// <summary>Files to keep with the activity, in the same transaction; its attachments refer to them (<see cref="StoredAttachment.ReferenceTo"/>).</summary>
    public IReadOnlyList<StoredAttachment> Files { get; init; } = [];
}
