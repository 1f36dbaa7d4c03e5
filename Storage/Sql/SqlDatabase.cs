using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>An open database: group commit for what writes, a session for what reads. The stores are written once, over this.</summary>
internal abstract class SqlDatabase : IDisposable
{
    /// <summary>This process among those that share the database.</summary>
    public abstract SqlNode Node { get; }

    /// <inheritdoc cref="SqlWriter.WriteAsync"/>
    public abstract Task<T> WriteAsync<T>(Func<SqlSession, T> write, ConversationKey? conversation = null, TimeSpan? patience = null);

    /// <inheritdoc cref="SqlWriter.WriteTogetherAsync"/>
    public abstract Task<T> WriteTogetherAsync<T>(
        Func<SqlSession, ValueTask<T>> write, ConversationKey? conversation = null, TimeSpan? patience = null, Action<T>? committed = null);

    /// <summary>
    /// Reads what is committed, and completes when that lasts, so that it may be shown to people. The function may run on the caller's thread
    /// and must be quick: reads are point look-ups.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public abstract Task<T> ReadAsync<T>(Func<SqlSession, T> read);

    /// <summary>
    /// Reads what is committed, for a turn: what it makes of it is shown after a later commit, which lasts only if this does.
    /// </summary>
    /// <inheritdoc cref="ReadAsync"/>
    public virtual Task<T> ReadWithinTurnAsync<T>(Func<SqlSession, T> read) => ReadAsync(read);

    /// <summary>Reads what may take minutes, such as a search of whole tables for a person. Not for turns.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be read.</exception>
    public virtual Task<T> ReadLongAsync<T>(Func<SqlSession, T> read) => ReadAsync(read);

    /// <summary>Takes deleted content out of the files, as far as that is in the program's hands.</summary>
    public virtual Task ForgetAsync() => Task.CompletedTask;

    public abstract void Dispose();
}
