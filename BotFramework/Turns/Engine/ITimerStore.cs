namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Keeps timers, by the database's clock.</summary>
public interface ITimerStore
{
    /// <summary>True when a timer is due; cheap.</summary>
    Task<bool> AnyDueAsync(CancellationToken cancellationToken);

    /// <summary>Turns due timers into inbox rows, each once.</summary>
    /// <param name="max">At most this many.</param>
    /// <returns>Rows of idle conversations, claimed.</returns>
    Task<IReadOnlyList<ClaimedTurn>> FireDueAsync(int max);
}
