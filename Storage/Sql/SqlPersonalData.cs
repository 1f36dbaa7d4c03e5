using System.Text.Json;
using AssistantBot.Storage.DataLife;

namespace AssistantBot.Storage.Sql;

/// <summary>What is kept of people.</summary>
internal sealed class SqlPersonalData(SqlDatabase database, TimeProvider time) : IPersonalData
{
    private const string SelectPeople = "SELECT channel, person_id FROM people WHERE person_id = ?2 AND (?1 = '' OR channel = ?1) ORDER BY channel";
    // Who said something in a group of others stays there, when nothing of their own is left that makes them known.
    private const string SelectSpeaker =
        "SELECT DISTINCT c.channel, t.person_id FROM transcript t JOIN conversations c ON c.id = t.conversation_id WHERE t.person_id = ?2 AND (?1 = '' OR c.channel = ?1) ORDER BY c.channel";
    private const string SelectAll =
        "SELECT channel, person_id FROM people UNION SELECT c.channel, t.person_id FROM transcript t JOIN conversations c ON c.id = t.conversation_id WHERE t.person_id IS NOT NULL";
    private const string CountUnsent = "SELECT count(*) FROM outbox WHERE conversation_id = ?1 AND status < 2";
    private const string InsertErasure = "INSERT INTO erasures (id, person_hash, requested_at) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING";
    private const string FinishErasure = "UPDATE erasures SET finished_at = ?2, messages = ?3, handoffs = ?4, files = ?5 WHERE id = ?1 AND finished_at IS NULL";
    private const string SelectErasures = "SELECT id, person_hash, requested_at, finished_at FROM erasures ORDER BY requested_at, id";

    public Task<IReadOnlyList<PersonKey>> FindAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return database.ReadAsync<IReadOnlyList<PersonKey>>(session =>
        {
            // An id may hold a slash of its own.
            List<(string Channel, string Id)> meant = slash > 0 ? [("", text), (text[..slash], text[(slash + 1)..])] : [("", text)];
            return new[] { SelectPeople, SelectSpeaker }.SelectMany(_ => meant, (select, each) => ReadPeople(session.Use(select).Bind(1, each.Channel).Bind(2, each.Id)))
                .FirstOrDefault(found => found.Count > 0) ?? [];
        });
    }

    public Task<IReadOnlyList<PersonKey>> ListPeopleAsync(CancellationToken cancellationToken) =>
        database.ReadLongAsync<IReadOnlyList<PersonKey>>(session => ReadPeople(session.Use(SelectAll)));

    public Task<PersonTraces> TraceAsync(PersonKey person, CancellationToken cancellationToken) =>
        database.ReadLongAsync(session => SqlPersonTraces.Read(session, person));

    public Task<IReadOnlyList<PostedTrace>> ReadPostsAsync(PersonTraces traces, CancellationToken cancellationToken) =>
        database.ReadLongAsync<IReadOnlyList<PostedTrace>>(session => SqlPersonTraces.ReadPosts(session, traces));

    public Task<long> CountUnsentAsync(PersonTraces traces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(traces);
        return database.ReadAsync(session => traces.Conversations.Where(each => each.Kind == TraceKind.Own).Sum(conversation =>
        {
            using var row = session.Use(CountUnsent).Bind(1, conversation.Id);
            row.Step();
            return row.GetInt64(0);
        }));
    }

    public async Task ExportAsync(PersonTraces traces, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var buffer = new MemoryStream();
        var now = time.GetUtcNow();
        await database.ReadAsync(session =>
        {
            buffer.SetLength(0);
            using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true });
            SqlPersonExport.Write(session, traces, json, now);
            return true;
        }).ConfigureAwait(false);
        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> EraseElsewhereAsync(PersonTraces traces, bool force)
    {
        ArgumentNullException.ThrowIfNull(traces);
        var now = Now();
        var sending = 0;
        foreach (var thread in traces.Conversations.Where(each => each.Kind == TraceKind.Thread))
            sending += await database.WriteAsync(session => SqlErasure.EraseThread(session, thread, force, now)).ConfigureAwait(false);
        foreach (var row in traces.Rows)
            sending += await database.WriteAsync(session => SqlErasure.EraseRow(session, row, force, now)).ConfigureAwait(false);
        return sending;
    }

    public async Task<ErasureCount> EraseOwnAsync(PersonTraces traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        var now = Now();
        var count = new ErasureCount(0, 0, 0);
        foreach (var conversation in traces.Conversations.Where(each => each.Kind != TraceKind.Thread))
        {
            var states = await database.ReadAsync(session => SqlErasure.ReadStateKeys(session, conversation.Id, traces.Person)).ConfigureAwait(false);
            count += await database.WriteAsync(session => conversation.Kind == TraceKind.Own
                ? SqlErasure.EraseOwn(session, conversation, states, now)
                : SqlErasure.EraseShared(session, conversation, traces.Person.PersonId, states, now)).ConfigureAwait(false);
        }

        await database.WriteAsync(session =>
        {
            foreach (var handoff in traces.Handoffs)
                SqlErasure.EraseHandoff(session, handoff);
            SqlErasure.ErasePerson(session, traces.Person);
            return true;
        }).ConfigureAwait(false);
        return count with { Handoffs = traces.Handoffs.Count };
    }

    public Task ForgetAsync() => database.ForgetAsync();

    public Task BeginErasureAsync(ErasureRecord erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return database.WriteAsync(session =>
        {
            using var insert = session.Use(InsertErasure).Bind(1, erasure.Id).Bind(2, erasure.PersonHash).Bind(3, erasure.RequestedAt.ToUnixTimeMilliseconds());
            return insert.Run();
        });
    }

    public Task EndErasureAsync(string id, ErasureCount count)
    {
        ArgumentNullException.ThrowIfNull(count);
        var now = Now();
        return database.WriteAsync(session =>
        {
            using var update = session.Use(FinishErasure).Bind(1, id).Bind(2, now).Bind(3, count.Messages).Bind(4, count.Handoffs).Bind(5, count.Files);
            return update.Run();
        });
    }

    public Task<IReadOnlyList<(ErasureRecord Erasure, bool IsDone)>> ReadErasuresAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(ErasureRecord, bool)>>(session =>
        {
            using var rows = session.Use(SelectErasures);
            var found = new List<(ErasureRecord, bool)>();
            while (rows.Step())
                found.Add((new ErasureRecord(rows.GetString(0), rows.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(2))), !rows.IsNull(3)));
            return found;
        });

    private static List<PersonKey> ReadPeople(SqlStatement rows)
    {
        using (rows)
        {
            var found = new List<PersonKey>();
            while (rows.Step())
                found.Add(new PersonKey(rows.GetString(0), rows.GetString(1)));
            return found;
        }
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
