namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>The database could not be written or read; nothing was written. Trying again later may help.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StorageUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
