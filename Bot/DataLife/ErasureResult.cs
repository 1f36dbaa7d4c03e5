namespace AssistantBot.Bot.DataLife;

/// <summary>What an erasure did.</summary>
/// <param name="Id">Its id, as in the audit table and the erasure list.</param>
/// <param name="Messages">Lines of transcripts erased.</param>
/// <param name="Handoffs">Handoffs erased.</param>
/// <param name="Files">Files erased.</param>
/// <param name="TakenBack">Cards and messages in assistants' conversations that are replaced or deleted.</param>
internal sealed record ErasureResult(string Id, long Messages, long Handoffs, long Files, int TakenBack);
