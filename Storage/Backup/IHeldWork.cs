namespace AssistantBot.Storage.Backup;

/// <summary>
/// Keeps a restored database from doing again what was done after its backup: what was unfinished then has most likely been answered and
/// sent since. It is parked, visible at the desk, until an operator says otherwise.
/// </summary>
public interface IHeldWork
{
    /// <summary>Parks all unfinished messages and sends. To be called while no bot runs on the database.</summary>
    Task<HeldCount> HoldAsync();

    /// <summary>Makes what was held pending again; the next start goes on with it.</summary>
    Task<HeldCount> ResumeAsync();
}
