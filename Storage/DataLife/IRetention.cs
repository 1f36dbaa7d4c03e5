namespace AssistantBot.Storage.DataLife;

/// <summary>Takes away what has been kept for as long as it may be.</summary>
public interface IRetention
{
    /// <summary>One sweep over everything, in small steps between which turns are written.</summary>
    /// <exception cref="BotFramework.Turns.Engine.StorageUnavailableException">The database is away; the next sweep goes on.</exception>
    Task<RetentionCount> SweepAsync(CancellationToken cancellationToken);
}
