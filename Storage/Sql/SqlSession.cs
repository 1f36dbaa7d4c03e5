namespace AssistantBot.Storage.Sql;

/// <summary>A connection with its statements, and the transaction of a group commit. Used by one thread at a time.</summary>
internal abstract class SqlSession : IDisposable
{
    /// <summary>The process that claims with this connection.</summary>
    public SqlNode Node { get; init; } = SqlNode.None;

    /// <summary>True when other processes write the same database.</summary>
    public virtual bool IsShared => false;

    /// <summary>True while the transaction can still be rolled back to its last mark.</summary>
    public abstract bool InTransaction { get; }

    /// <summary>
    /// True when a batch is run without marks at first, and with them only when that fails: for a session whose every mark and release
    /// costs a round trip.
    /// </summary>
    public virtual bool TriesWithoutMarks => false;

    /// <summary>A statement by its constant text. Dispose it after use.</summary>
    public abstract SqlStatement Use(string sql);

    /// <summary>Keeps others from writing what has no row yet, until the transaction ends; for a session that is not the only one that writes.</summary>
    public virtual void LockAbsent(string kind, string key)
    {
    }

    public abstract void Begin();

    /// <summary>Commits.</summary>
    /// <exception cref="CommitUnknownException">Nobody knows whether it was written; ask <see cref="FindOutcome"/>.</exception>
    public abstract void Commit();

    public abstract void RollBack();

    /// <summary>Begins a unit, which can be rolled back alone.</summary>
    public abstract void Mark();

    /// <summary>Takes the unit back.</summary>
    public abstract void RollBackToMark();

    /// <summary>Ends the unit.</summary>
    public abstract void Release();

    /// <summary>True for what is wrong with the database rather than with the statement.</summary>
    public abstract bool IsUnavailable(Exception failure);

    /// <summary>True when nothing was written and the same batch may succeed at once, for example after a deadlock.</summary>
    public virtual bool MayRunAgain(Exception failure) => false;

    /// <summary>Whether the commit of unknown outcome was written; null while the database cannot be asked.</summary>
    public virtual bool? FindOutcome() => false;

    public abstract void Dispose();
}
