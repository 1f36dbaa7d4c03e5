using System.Globalization;
using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage.DataLife;

namespace AssistantBot.Storage.Sql;

/// <summary>Finds where a person has left something. Reads whole tables where no index helps: it is asked for seldom, and delays no turn.</summary>
internal static class SqlPersonTraces
{
    private const string SelectConversations =
        "SELECT id, conversation, reference FROM conversations WHERE channel = ?1 AND (person_id = ?2 OR conversation = 'personal:' || ?2 "
        + "OR id IN (SELECT conversation_id FROM inbox WHERE person_id = ?2) OR id IN (SELECT conversation_id FROM transcript WHERE person_id = ?2) "
        + "OR conversation IN (SELECT conversation FROM handoffs WHERE channel = ?1 AND person_id = ?2)) ORDER BY id";

    private const string SelectOthers =
        "SELECT 1 FROM inbox WHERE conversation_id = ?1 AND person_id IS NOT NULL AND person_id <> ?2 AND origin < 2 "
        + "UNION ALL SELECT 1 FROM transcript WHERE conversation_id = ?1 AND person_id IS NOT NULL AND person_id <> ?2 LIMIT 1";

    private const string SelectHandoffs = "SELECT request, version FROM handoffs WHERE channel = ?1 AND person_id = ?2 ORDER BY created_at";

    private const string SelectThread = "SELECT id, conversation FROM conversations WHERE id = " + SqlConversations.IdByKeyOrAlias;

    // Signals of a handoff are keyed by it; commands and cards name it in what they carry.
    private const string SelectRows =
        "SELECT i.id, i.conversation_id, i.sequence, i.dedupe_key, c.channel, c.conversation FROM inbox i JOIN conversations c ON c.id = i.conversation_id "
        + "WHERE i.dedupe_key LIKE 'internal|' || ?1 || ':%' OR i.activity LIKE '%' || ?1 || '%' OR i.result LIKE '%' || ?1 || '%' ORDER BY i.id";

    private const string SelectRow =
        "SELECT i.id, i.conversation_id, i.sequence, i.dedupe_key, c.channel, c.conversation FROM inbox i JOIN conversations c ON c.id = i.conversation_id WHERE i.id = ?1";

    private const string SelectPosts =
        "SELECT o.local_id, o.inbox_id, CASE WHEN o.activity LIKE '%vnd.microsoft.card.adaptive%' THEN 1 ELSE 0 END FROM outbox o "
        + "WHERE o.conversation_id = ?1 AND o.local_id IS NOT NULL AND o.operation = 0 AND o.status = 2 AND o.channel_id IS NOT NULL AND o.detail IS DISTINCT FROM 'erased' "
        + "AND NOT EXISTS (SELECT 1 FROM outbox d WHERE d.conversation_id = o.conversation_id AND d.operation = 2 AND d.target_id = o.local_id) ORDER BY o.id";

    public static PersonTraces Read(SqlSession session, PersonKey person)
    {
        var handoffs = ReadHandoffs(session, person);
        var conversations = ReadConversations(session, person);
        foreach (var handoff in handoffs)
        {
            if (handoff.Thread is { } thread && FindThread(session, thread) is { } found && conversations.TrueForAll(each => each.Id != found.Id))
                conversations.Add(found);
        }

        var whole = conversations.Where(each => each.Kind != TraceKind.Shared).Select(each => each.Id).ToHashSet();
        var rows = new Dictionary<long, TracedRow>();
        foreach (var handoff in handoffs)
        {
            foreach (var row in ReadRows(session, handoff.Id))
            {
                // What an assistant wrote in a private chat is known by the message that it led to.
                if (SourceOf(row.DedupeKey, handoff.Id) is { } source && ReadRow(session, source) is { } written && !whole.Contains(written.ConversationId))
                    rows[written.InboxId] = written;
                if (!whole.Contains(row.ConversationId))
                    rows[row.InboxId] = row;
            }
        }

        return new PersonTraces(person, conversations, handoffs, [.. rows.Values]);
    }

    public static List<PostedTrace> ReadPosts(SqlSession session, PersonTraces traces)
    {
        var posts = new List<PostedTrace>();
        foreach (var thread in traces.Conversations.Where(each => each.Kind == TraceKind.Thread))
            posts.AddRange(ReadPosts(session, thread.Id, thread.Key, null));
        foreach (var chat in traces.Rows.GroupBy(row => (row.ConversationId, row.Conversation)))
            posts.AddRange(ReadPosts(session, chat.Key.ConversationId, chat.Key.Conversation, [.. chat.Select(row => row.InboxId)]));
        return posts;
    }

    private static List<PostedTrace> ReadPosts(SqlSession session, long conversationId, ConversationKey conversation, HashSet<long>? causes)
    {
        var posts = new List<PostedTrace>();
        using var rows = session.Use(SelectPosts).Bind(1, conversationId);
        while (rows.Step())
        {
            if (causes is null || causes.Contains(rows.GetInt64(1)))
                posts.Add(new PostedTrace(conversation, rows.GetString(0), rows.GetBoolean(2)));
        }

        return posts;
    }

    private static List<HandoffRequest> ReadHandoffs(SqlSession session, PersonKey person)
    {
        var found = new List<HandoffRequest>();
        using var rows = session.Use(SelectHandoffs).Bind(1, person.Channel).Bind(2, person.PersonId);
        while (rows.Step())
            found.Add(JsonSerializer.Deserialize(rows.GetSpan(0), StorageJson.Default.HandoffRequest)! with { Version = rows.GetInt64(1) });
        return found;
    }

    private static List<TracedConversation> ReadConversations(SqlSession session, PersonKey person)
    {
        var found = new List<(long Id, string Conversation, bool IsGroup)>();
        using (var rows = session.Use(SelectConversations).Bind(1, person.Channel).Bind(2, person.PersonId))
        {
            while (rows.Step())
                found.Add((rows.GetInt64(0), rows.GetString(1), IsGroup(rows.GetBytesOrNull(2))));
        }

        return found.ConvertAll(each => new TracedConversation(
            each.Id, new ConversationKey(person.Channel, each.Conversation), each.IsGroup || HasOthers(session, each.Id, person.PersonId) ? TraceKind.Shared : TraceKind.Own));
    }

    private static bool IsGroup(byte[]? reference) =>
        reference is not null
        && JsonSerializer.Deserialize(reference, ActivityJson.Context.ConversationReference)?.Conversation
            is { IsGroup: true } or { ConversationType: ConversationTypes.GroupChat or ConversationTypes.Channel };

    private static bool HasOthers(SqlSession session, long conversationId, string personId)
    {
        using var row = session.Use(SelectOthers).Bind(1, conversationId).Bind(2, personId);
        return row.Step();
    }

    private static TracedConversation? FindThread(SqlSession session, ConversationKey thread)
    {
        using var row = session.Use(SelectThread).Bind(1, thread.ChannelId).Bind(2, thread.ConversationId);
        return row.Step() ? new TracedConversation(row.GetInt64(0), new ConversationKey(thread.ChannelId, row.GetString(1)), TraceKind.Thread) : null;
    }

    /// <summary>Every inbox row that is about a handoff.</summary>
    public static List<TracedRow> ReadRows(SqlSession session, string handoffId)
    {
        using var rows = session.Use(SelectRows).Bind(1, handoffId);
        var found = new List<TracedRow>();
        while (rows.Step())
            found.Add(ReadRow(rows));
        return found;
    }

    private static TracedRow? ReadRow(SqlSession session, long inboxId)
    {
        using var row = session.Use(SelectRow).Bind(1, inboxId);
        return row.Step() ? ReadRow(row) : null;
    }

    private static TracedRow ReadRow(SqlStatement row) =>
        new(row.GetInt64(0), row.GetInt64(1), new ConversationKey(row.GetString(4), row.GetString(5)), row.GetInt64(2), row.GetString(3));

    private static long? SourceOf(string dedupeKey, string handoffId)
    {
        var parts = dedupeKey.Split(':');
        return parts is [var head, var id, "said" or "edited"] && head.EndsWith(handoffId, StringComparison.Ordinal)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var inboxId)
                ? inboxId
                : null;
    }
}
