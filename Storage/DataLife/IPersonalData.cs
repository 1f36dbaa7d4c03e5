namespace AssistantBot.Storage.DataLife;

/// <summary>Finds, writes out and takes away what is kept of a person. <c>StorageUnavailableException</c> when the database is away.</summary>
public interface IPersonalData
{
    /// <summary>The people an operator may mean.</summary>
    /// <param name="text"><c>channel/id</c>, or an id alone.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    Task<IReadOnlyList<PersonKey>> FindAsync(string text, CancellationToken cancellationToken);

    /// <summary>Everybody known, for finding out whom a hash means.</summary>
    Task<IReadOnlyList<PersonKey>> ListPeopleAsync(CancellationToken cancellationToken);

    /// <summary>Where a person has left something.</summary>
    Task<PersonTraces> TraceAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>What was posted about the person in the traces' threads and rows and stands there still.</summary>
    Task<IReadOnlyList<PostedTrace>> ReadPostsAsync(PersonTraces traces, CancellationToken cancellationToken);

    /// <summary>How many activities to the person's own conversations are not sent yet.</summary>
    Task<long> CountUnsentAsync(PersonTraces traces, CancellationToken cancellationToken);

    /// <summary>Everything kept of the person, as one JSON document.</summary>
    Task ExportAsync(PersonTraces traces, Stream output, CancellationToken cancellationToken);

    /// <summary>Erases what assistants' conversations hold about the person.</summary>
    /// <param name="traces">Where to look.</param>
    /// <param name="force">True to erase also what is being sent at this moment.</param>
    /// <returns>How many sends are under way, which the caller waits for before it goes on.</returns>
    Task<int> EraseElsewhereAsync(PersonTraces traces, bool force);

    /// <summary>Erases the person's conversations, then their handoffs, then that they were known.</summary>
    Task<ErasureCount> EraseOwnAsync(PersonTraces traces);

    /// <summary>Makes sure that nothing of what was erased is left in the database's files, as far as the database can.</summary>
    Task ForgetAsync();

    /// <summary>Writes down that an erasure has begun.</summary>
    Task BeginErasureAsync(ErasureRecord erasure);

    /// <summary>Writes down that it is done.</summary>
    Task EndErasureAsync(string id, ErasureCount count);

    /// <summary>Every erasure, and whether it is done.</summary>
    Task<IReadOnlyList<(ErasureRecord Erasure, bool IsDone)>> ReadErasuresAsync(CancellationToken cancellationToken);
}
