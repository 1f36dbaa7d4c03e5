namespace AssistantBot.BotFramework.Turns;

/// <summary>Reads kept files. They are written in the transaction that accepts their activity (<see cref="InboundActivity.Files"/>).</summary>
public interface IAttachmentStore
{
    /// <summary>A file; null when there is none.</summary>
    Task<StoredAttachment?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>How many files a conversation has.</summary>
    Task<int> CountAsync(ConversationKey conversation, CancellationToken cancellationToken);
}
