namespace AssistantBot.Storage.DataLife;

/// <summary>What a sweep took away.</summary>
/// <param name="Payloads">Rows of inbox and outbox whose content went; their keys stay.</param>
/// <param name="Keys">Rows of inbox and outbox that went.</param>
/// <param name="Messages">Lines of transcripts.</param>
/// <param name="Handoffs">Handoffs.</param>
/// <param name="Conversations">Conversations of which nothing was left.</param>
/// <param name="People">People of whom no conversation and no handoff was left; what they said in a group goes by its own time.</param>
public sealed record RetentionCount(long Payloads, long Keys, long Messages, long Handoffs, long Conversations, long People);
