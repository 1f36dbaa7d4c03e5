namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Remembers with a turn's inbox row which stream shows its reply, so that a later run ends the same one.</summary>
public interface ITurnStreamStore
{
    /// <summary>True when something said in the conversation is still to be sent, so that nothing may be shown before it.</summary>
    Task<bool> HasUnsentAsync(long conversationId);

    /// <summary>Notes the stream of a claimed row; on disk when it returns.</summary>
    /// <returns>False when this attempt no longer holds the claim.</returns>
    /// <exception cref="StorageUnavailableException">Nothing was written.</exception>
    Task<bool> SaveAsync(ClaimedTurn turn, string streamId);

    /// <summary>The stream of a row; null when it has none.</summary>
    Task<string?> FindAsync(long inboxId);
}
