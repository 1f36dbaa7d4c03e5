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
    /// True when a batch is run without marks at first (a session that answers later runs its units interleaved then), and with them only when that fails: for a session whose every mark and release
    /// costs a round trip.
    /// </summary>
    public virtual bool TriesWithoutMarks => false;

    /// <summary>A statement by its constant text. Dispose it after use.</summary>
    public abstract SqlStatement Use(string sql);

    /// <summary>Completes when what was asked has been answered.</summary>
    public virtual RoundTrip Answered() => RoundTrip.Done;

    /// <summary>Completes when the unit, which has nothing more to ask or to write, has been committed, or is about to be; the answers are there.</summary>
    public virtual RoundTrip Written() => RoundTrip.Done;

    /// <summary>True while units wait for answers.</summary>
    public virtual bool HasQuestions => false;

    /// <summary>Gets the answers, in one round trip, and lets the units go on that wait for them.</summary>
    public virtual void Answer()
    {
    }

    /// <summary>Lets the units go on that have written everything.</summary>
    public virtual void CompleteWritten()
    {
    }

    /// <summary>Says that a unit touches something, so that no other unit that runs interleaved with it may.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="what">What, by name.</param>
    /// <param name="isShared">True when others may touch it in the same way.</param>
    /// <exception cref="BatchCollisionException">Another unit of the batch touches it.</exception>
    public virtual void Touch(object unit, string what, bool isShared = false)
    {
    }

    /// <summary>Keeps others from writing what has no row yet, until the transaction ends; for a session that is not the only one that writes.</summary>
    public virtual void LockAbsent(string kind, string key)
    {
    }

    /// <summary>Begins a transaction.</summary>
    /// <param name="interleaved">True when its units run interleaved, so that they must not touch the same.</param>
    public abstract void Begin(bool interleaved);

    /// <summary>Commits.</summary>
    /// <exception cref="CommitUnknownException">Nobody knows whether it was written.</exception>
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

    public abstract void Dispose();
}
