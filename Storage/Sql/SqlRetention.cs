using System.Text.Json;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// Retention. What is due is looked for beside the writer and deleted in small units, so that a turn waits for one of them at most.
/// </summary>
internal sealed class SqlRetention(SqlDatabase database, IOptions<RetentionOptions> options, TimeProvider time) : IRetention
{
    private const int Page = 500;
    private const int UnitSize = 100;

    private const string SelectInbox = "SELECT id, received_at, status, origin FROM inbox WHERE id > ?1 ORDER BY id LIMIT ?2";
    private const string BlankInbox =
        "UPDATE inbox SET activity = '{}', identity = '{}', result = NULL, error = NULL WHERE id = ?1 AND status IN (2, 4) AND activity <> '{}'";
    private const string DeleteInbox = "DELETE FROM inbox WHERE id = ?1 AND status >= 2";
    private const string SelectOutbox = "SELECT id, created_at, status, operation FROM outbox WHERE id > ?1 ORDER BY id LIMIT ?2";
    private const string BlankOutbox = "UPDATE outbox SET activity = NULL WHERE id = ?1 AND status IN (2, 4) AND activity IS NOT NULL";
    private const string DeleteOutbox = "DELETE FROM outbox WHERE id = ?1 AND status <> 1";

    private const string SelectConversations =
        "SELECT c.id, c.channel, c.conversation, c.created_at, (SELECT recorded_at FROM transcript t WHERE t.conversation_id = c.id ORDER BY sequence LIMIT 1) "
        + "FROM conversations c WHERE c.id > ?1 ORDER BY c.id LIMIT ?2";
    private const string DeleteLines =
        "DELETE FROM transcript WHERE conversation_id = ?1 AND sequence IN (SELECT sequence FROM transcript WHERE conversation_id = ?1 AND recorded_at <= ?2 ORDER BY sequence LIMIT ?3)";
    private const string DeleteQuestions = "DELETE FROM knowledge_questions WHERE conversation_id = ?1 AND at <= ?2";
    private const string DeleteFeedback = "DELETE FROM feedback WHERE conversation_id = ?1 AND at <= ?2";
    private const string DeleteDisagreements = "DELETE FROM triage_disagreements WHERE conversation_id = ?1 AND at <= ?2";
    private const string DeleteFiles = "DELETE FROM attachments WHERE conversation_id = ?1 AND created_at <= ?2";
    private const string SelectUse =
        "SELECT 1 FROM inbox WHERE conversation_id = ?1 UNION ALL SELECT 1 FROM transcript WHERE conversation_id = ?1 UNION ALL SELECT 1 FROM timers WHERE conversation_id = ?1 "
        + "UNION ALL SELECT 1 FROM outbox WHERE conversation_id = ?1 AND status < 2 UNION ALL SELECT 1 FROM outbox WHERE conversation_id = ?1 AND local_id IS NOT NULL "
        + "UNION ALL SELECT 1 FROM attachments WHERE conversation_id = ?1 UNION ALL SELECT 1 FROM handoffs WHERE channel = ?2 AND conversation = ?3 "
        + "UNION ALL SELECT 1 FROM handoffs WHERE thread_channel = ?2 AND thread_conversation = ?3 LIMIT 1";
    private const string DeleteConversation = "DELETE FROM conversations WHERE id = ?1";
    private const string DeleteVersion = "DELETE FROM versions WHERE kind = ?1 AND key = ?2";
    private const string SelectOrphanStates =
        "SELECT key FROM states s WHERE (key LIKE '%/conversations/%' OR key LIKE 'handoff/cards/%' OR key LIKE 'handoff/personal-chats/%') AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = s.conversation_id) "
        + "OR (key LIKE '%/users/%' AND key NOT LIKE '%/conversations/%' AND s.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people p WHERE p.person_id = s.person_id)) LIMIT ?1";
    private const string DeleteState = "DELETE FROM states WHERE key = ?1";
    private const string SelectOrphanAliases =
        "SELECT channel, alias FROM conversation_aliases a WHERE NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = a.conversation_id) LIMIT ?1";
    private const string DeleteAlias = "DELETE FROM conversation_aliases WHERE channel = ?1 AND alias = ?2";

    private const string SelectClosed =
        "SELECT request, id, closed_at FROM handoffs WHERE state NOT IN (0, 1) AND closed_at <= ?1 AND (closed_at > ?2 OR (closed_at = ?2 AND id > ?3)) ORDER BY closed_at, id LIMIT ?4";
    private const string SelectConversationId = "SELECT id FROM conversations WHERE id = " + SqlConversations.IdByKeyOrAlias;
    private const string DeleteResults = "DELETE FROM model_results WHERE created_at <= ?1";
    private const string SelectStrangers =
        "SELECT channel, person_id FROM people WHERE first_seen <= ?1 EXCEPT SELECT channel, person_id FROM conversations WHERE person_id IS NOT NULL "
        + "EXCEPT SELECT channel, person_id FROM handoffs LIMIT ?2";
    private const string DeletePerson = "DELETE FROM people WHERE channel = ?1 AND person_id = ?2";

    private readonly RetentionOptions _options = options.Value;
    private long _blankedInbox;
    private long _checkedInbox;
    private long _blankedOutbox;

    public async Task<RetentionCount> SweepAsync(CancellationToken cancellationToken)
    {
        var longest = _options.Channels.Values.Append(_options.Messages).Max();
        var keys = _options.Dedupe > longest ? _options.Dedupe : longest;
        // What a signal led to is found by its row as long as the transcript may hold it; of a parked message its content is wanted.
        bool IsPlain((long Id, long At, int Status, int Kind) row) => row.Status is 2 or 4 && row.Kind != (int)TurnOrigin.Internal;
        var payloads = 0L;
        var gone = 0L;
        (_blankedInbox, var count) = await WalkAsync(SelectInbox, BlankInbox, _blankedInbox, Before(_options.Payloads), row => row.Status >= 2, cancellationToken).ConfigureAwait(false);
        payloads += count;
        (_checkedInbox, count) = await WalkAsync(SelectInbox, DeleteInbox, _checkedInbox, Before(_options.Dedupe), IsPlain, cancellationToken).ConfigureAwait(false);
        gone += count;
        gone += (await WalkAsync(SelectInbox, DeleteInbox, 0, Before(keys), row => row.Status >= 2, cancellationToken).ConfigureAwait(false)).Count;
        (_blankedOutbox, count) = await WalkAsync(SelectOutbox, BlankOutbox, _blankedOutbox, Before(_options.Payloads), row => row.Status >= 2, cancellationToken).ConfigureAwait(false);
        payloads += count;
        gone += (await WalkAsync(SelectOutbox, DeleteOutbox, 0, Before(longest), row => row.Status != 1, cancellationToken).ConfigureAwait(false)).Count;

        var (handoffs, messages) = await SweepHandoffsAsync(cancellationToken).ConfigureAwait(false);
        var (conversations, lines) = await SweepConversationsAsync(cancellationToken).ConfigureAwait(false);
        var people = await SweepPeopleAsync(Before(longest), cancellationToken).ConfigureAwait(false);
        await SweepOrphansAsync(cancellationToken).ConfigureAwait(false);
        return new RetentionCount(payloads, gone, messages + lines, handoffs, conversations, people);
    }

    private long Before(TimeSpan age) => (time.GetUtcNow() - age).ToUnixTimeMilliseconds();

    // From the oldest row to the first that is too young; the next walk of the kind goes on where nothing unfinished was left behind.
    private async Task<(long Position, long Count)> WalkAsync(
        string select, string change, long after, long before, Func<(long Id, long At, int Status, int Kind), bool> isDue, CancellationToken cancellationToken)
    {
        var position = after;
        var isComplete = true;
        var changed = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await database.ReadAsync(session => ReadPage(session, select, after)).ConfigureAwait(false);
            var old = page.TakeWhile(row => row.At <= before).ToList();
            changed += await RunAsync(old.Where(isDue).ToList(), (session, row) => Run(session, change, row.Id)).ConfigureAwait(false);
            foreach (var row in old)
            {
                isComplete &= row.Status >= 2;
                if (isComplete)
                    position = row.Id;
            }

            if (old.Count < Page)
                break;
            after = old[^1].Id;
        }

        return (position, changed);
    }

    private static List<(long Id, long At, int Status, int Kind)> ReadPage(SqlSession session, string select, long after)
    {
        using var rows = session.Use(select).Bind(1, after).Bind(2, Page);
        var page = new List<(long, long, int, int)>();
        while (rows.Step())
            page.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3)));
        return page;
    }

    private async Task<(long Handoffs, long Messages)> SweepHandoffsAsync(CancellationToken cancellationToken)
    {
        var shortest = Before(_options.Reasons.Values.Append(_options.Handoffs).Min());
        var (handoffs, messages) = (0L, 0L);
        var (lastAt, lastId) = (long.MinValue, "");
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await database.ReadAsync(session =>
            {
                using var rows = session.Use(SelectClosed).Bind(1, shortest).Bind(2, lastAt).Bind(3, lastId).Bind(4, Page);
                var found = new List<(HandoffRequest Request, long ClosedAt)>();
                while (rows.Step())
                    found.Add((JsonSerializer.Deserialize(rows.GetSpan(0), StorageJson.Default.HandoffRequest)!, rows.GetInt64(2)));
                return found;
            }).ConfigureAwait(false);
            foreach (var (request, closedAt) in page.Where(each => each.ClosedAt <= Before(_options.OfReason(each.Request.Reason))))
            {
                messages += await DeleteAsync(request, closedAt).ConfigureAwait(false);
                handoffs++;
            }

            if (page.Count < Page)
                break;
            (lastAt, lastId) = (page[^1].ClosedAt, page[^1].Request.Id);
        }

        return (handoffs, messages);
    }

    private async Task<long> DeleteAsync(HandoffRequest request, long closedAt)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var messages = 0L;
        var (conversation, thread) = await database.ReadAsync(session =>
            (FindConversation(session, request.Conversation), request.Thread is { } key ? FindConversation(session, key) : null)).ConfigureAwait(false);
        if (conversation is { } own)
            messages += await DeleteLinesAsync(own, closedAt).ConfigureAwait(false);
        if (thread is { } followed)
            messages += await DeleteLinesAsync(followed, now).ConfigureAwait(false);
        // Of a confidential one the assistant's private chat was told.
        if (request.Confidential)
        {
            var rows = await database.ReadLongAsync(session => SqlPersonTraces.ReadRows(session, request.Id)).ConfigureAwait(false);
            messages += await RunAsync(
                rows.Where(row => row.ConversationId != conversation && row.ConversationId != thread).ToList(),
                (session, row) => SqlErasure.EraseCaused(session, row.ConversationId, row.Sequence)).ConfigureAwait(false);
        }

        await database.WriteAsync(session =>
        {
            SqlErasure.EraseHandoff(session, request);
            return true;
        }).ConfigureAwait(false);
        return messages;
    }

    private async Task<(long Conversations, long Messages)> SweepConversationsAsync(CancellationToken cancellationToken)
    {
        var (conversations, messages) = (0L, 0L);
        for (var after = 0L; !cancellationToken.IsCancellationRequested;)
        {
            var page = await database.ReadAsync(session =>
            {
                using var rows = session.Use(SelectConversations).Bind(1, after).Bind(2, Page);
                var found = new List<(long Id, ConversationKey Key, long CreatedAt, long? OldestAt)>();
                while (rows.Step())
                    found.Add((rows.GetInt64(0), new ConversationKey(rows.GetString(1), rows.GetString(2)), rows.GetInt64(3), rows.IsNull(4) ? null : rows.GetInt64(4)));
                return found;
            }).ConfigureAwait(false);
            foreach (var (id, key, createdAt, oldestAt) in page)
            {
                var before = Before(_options.OfChannel(key.ChannelId));
                if (createdAt > before)
                    continue;
                messages += oldestAt <= before ? await DeleteLinesAsync(id, before).ConfigureAwait(false) : 0;
                await database.WriteAsync(session => RunOf(session, DeleteFeedback, id, before) + RunOf(session, DeleteQuestions, id, before) + RunOf(session, DeleteFiles, id, before) + RunOf(session, DeleteDisagreements, id, before)).ConfigureAwait(false);
                conversations += await database.WriteAsync(session => DeleteUnused(session, id, key)).ConfigureAwait(false);
            }

            if (page.Count < Page)
                break;
            after = page[^1].Id;
        }

        return (conversations, messages);
    }

    private async Task<long> DeleteLinesAsync(long conversationId, long before)
    {
        for (var total = 0L; ;)
        {
            var deleted = await database.WriteAsync(session =>
            {
                using var delete = session.Use(DeleteLines).Bind(1, conversationId).Bind(2, before).Bind(3, UnitSize);
                return delete.Run();
            }).ConfigureAwait(false);
            total += deleted;
            if (deleted < UnitSize)
                return total;
        }
    }

    private static int DeleteUnused(SqlSession session, long id, ConversationKey key)
    {
        using (var use = session.Use(SelectUse).Bind(1, id).Bind(2, key.ChannelId).Bind(3, key.ConversationId))
        {
            if (use.Step())
                return 0;
        }

        using (var version = session.Use(DeleteVersion).Bind(1, HandoffVersions.OpenHandoff).Bind(2, key.ToString()))
            version.Post();
        return Run(session, DeleteConversation, id);
    }

    private async Task SweepOrphansAsync(CancellationToken cancellationToken)
    {
        var before = Before(_options.Payloads);
        await database.WriteAsync(session => Run(session, DeleteResults, before) + SqlModelUsage.DeleteBefore(session, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))).ConfigureAwait(false);
        List<string> keys;
        do
        {
            keys = await database.ReadLongAsync(session => ReadTexts(session.Use(SelectOrphanStates).Bind(1, Page), row => row.GetString(0))).ConfigureAwait(false);
            await RunAsync(keys, (session, key) =>
            {
                using var delete = session.Use(DeleteState).Bind(1, key);
                return delete.Run();
            }).ConfigureAwait(false);
        }
        while (keys.Count == Page && !cancellationToken.IsCancellationRequested);

        await SweepPairsAsync(SelectOrphanAliases, null, DeleteAlias, cancellationToken).ConfigureAwait(false);
    }

    private Task<long> SweepPeopleAsync(long before, CancellationToken cancellationToken) => SweepPairsAsync(SelectStrangers, before, DeletePerson, cancellationToken);

    private async Task<long> SweepPairsAsync(string select, long? before, string delete, CancellationToken cancellationToken)
    {
        for (var total = 0L; ;)
        {
            var pairs = await database.ReadAsync(session => ReadTexts(
                before is { } time ? session.Use(select).Bind(1, time).Bind(2, Page) : session.Use(select).Bind(1, Page),
                row => (row.GetString(0), row.GetString(1)))).ConfigureAwait(false);
            total += await RunAsync(pairs, (session, pair) =>
            {
                using var statement = session.Use(delete).Bind(1, pair.Item1).Bind(2, pair.Item2);
                return statement.Run();
            }).ConfigureAwait(false);
            if (pairs.Count < Page || cancellationToken.IsCancellationRequested)
                return total;
        }
    }

    private async Task<long> RunAsync<T>(List<T> items, Func<SqlSession, T, int> change)
    {
        var changed = 0L;
        foreach (var unit in items.Chunk(UnitSize))
            changed += await database.WriteAsync(session => unit.Sum(item => change(session, item))).ConfigureAwait(false);
        return changed;
    }

    private static long? FindConversation(SqlSession session, ConversationKey key)
    {
        using var row = session.Use(SelectConversationId).Bind(1, key.ChannelId).Bind(2, key.ConversationId);
        return row.Step() ? row.GetInt64(0) : null;
    }

    private static List<T> ReadTexts<T>(SqlStatement rows, Func<SqlStatement, T> read)
    {
        using (rows)
        {
            var found = new List<T>();
            while (rows.Step())
                found.Add(read(rows));
            return found;
        }
    }

    private static int Run(SqlSession session, string sql, long value)
    {
        using var statement = session.Use(sql).Bind(1, value);
        return statement.Run();
    }

    private static int RunOf(SqlSession session, string sql, long id, long before)
    {
        using var statement = session.Use(sql).Bind(1, id).Bind(2, before);
        return statement.Run();
    }
}
