namespace AssistantBot.BotFramework.Turns;

/// <summary>Random secrets of this installation, kept in the database so that every node has the same.</summary>
public interface IInstallationSecrets
{
    /// <summary>The secret of that name: 32 random bytes, created on first use, the same ever after.</summary>
    Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken);
}
