namespace AssistantBot.Storage;

/// <summary>The storage cannot be used as configured, or its file is damaged; the message is one clear line for the operator.</summary>
public sealed class StorageSettingsException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StorageSettingsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
