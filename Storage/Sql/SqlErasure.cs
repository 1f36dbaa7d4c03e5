using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;
using AssistantBot.Storage.DataLife;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// Erases on the writer. Inbox rows stay as a hash, so that a redelivery does nothing; a turn that is running loses its claim and writes
/// nothing.
/// </summary>
internal static class SqlErasure
{
    /// <summary>What the keys of the signals begin with that take posts back: they hold no content and have to run.</summary>
    private const string Own = "'internal|erase:%'";

    private const string SelectAllRows = "SELECT id, sequence, dedupe_key FROM inbox WHERE conversation_id = ?1 AND dedupe_key NOT LIKE 'erased|%' AND dedupe_key NOT LIKE " + Own;
    private const string SelectRowsOf = "SELECT id, sequence, dedupe_key FROM inbox WHERE conversation_id = ?1 AND person_id = ?2";
    private const string BlankRow =
        "UPDATE inbox SET status = 2, dedupe_key = ?2, activity_id = 'erased', person_id = NULL, activity = '{}', identity = '{}', result = NULL, error = NULL, stream_id = NULL "
        + "WHERE id = ?1";

    private const string DeleteTranscript = "DELETE FROM transcript WHERE conversation_id = ?1";
    private const string DeleteCaused = "DELETE FROM transcript WHERE conversation_id = ?1 AND cause = ?2";
    private const string DeleteSaid =
        "DELETE FROM transcript WHERE conversation_id = ?1 AND cause IN (SELECT cause FROM transcript WHERE conversation_id = ?1 AND person_id = ?2)";

    private const string DeleteOutbox = "DELETE FROM outbox WHERE conversation_id = ?1";
    private const string DeleteOutboxOf = "DELETE FROM outbox WHERE conversation_id = ?1 AND inbox_id = ?2";
    private const string CountSending =
        "SELECT count(*) FROM outbox WHERE conversation_id = ?1 AND status = 1 AND (?2 = 0 OR inbox_id = ?2) "
        + "AND inbox_id NOT IN (SELECT id FROM inbox WHERE conversation_id = ?1 AND dedupe_key LIKE " + Own + ")";

    // What is delivered keeps its ids, by which it is taken back.
    private const string BlankOutbox =
        "UPDATE outbox SET activity = NULL, person_id = NULL, detail = 'erased', status = CASE WHEN status < 2 THEN 4 ELSE status END "
        + "WHERE conversation_id = ?1 AND (?2 = 0 OR inbox_id = ?2) AND (status <> 1 OR ?3 = 1) AND detail IS DISTINCT FROM 'erased' "
        + "AND inbox_id NOT IN (SELECT id FROM inbox WHERE conversation_id = ?1 AND dedupe_key LIKE " + Own + ")";

    private const string DeleteTimers = "DELETE FROM timers WHERE conversation_id = ?1";
    private const string DeleteTimersOf = "DELETE FROM timers WHERE conversation_id = ?1 AND person_id = ?2";
    private const string DeleteFiles = "DELETE FROM attachments WHERE conversation_id = ?1";
    private const string DeleteFilesOf = "DELETE FROM attachments WHERE conversation_id = ?1 AND person_id = ?2";
    private const string DeleteQuestions = "DELETE FROM knowledge_questions WHERE conversation_id = ?1";
    private const string DeleteQuestionsOf = "DELETE FROM knowledge_questions WHERE conversation_id = ?1 AND person_id = ?2";
    private const string DeleteFeedback = "DELETE FROM feedback WHERE conversation_id = ?1";
    private const string DeleteFeedbackOf = "DELETE FROM feedback WHERE conversation_id = ?1 AND person_id = ?2";
    private const string DeleteResults = "DELETE FROM model_results WHERE conversation_id = ?1";
    private const string DeleteResultsOf = "DELETE FROM model_results WHERE inbox_id = ?1";
    // Compared letter by letter: to LIKE an id may be a pattern, and its case counts on one database only.
    private const string SelectStates =
        "SELECT key FROM states WHERE conversation_id = ?1 OR (substr(key, 1, length(?3) + 1) = ?3 || '/' AND length(key) > length(?2) + 7 AND substr(key, length(key) - length(?2) - 6) = '/users/' || ?2)";
    private const string DeleteState = "DELETE FROM states WHERE key = ?1";
    private const string DeleteAliases = "DELETE FROM conversation_aliases WHERE conversation_id = ?1";
    private const string DeleteVersion = "DELETE FROM versions WHERE kind = ?1 AND key = ?2";
    private const string DeleteHandoff = "DELETE FROM handoffs WHERE id = ?1";
    private const string DeleteEvents = "DELETE FROM handoff_events WHERE handoff_id = ?1";
    private const string DeleteDisagreements = "DELETE FROM triage_disagreements WHERE conversation_id = ?1";
    private const string DeleteDisagreementsOf = "DELETE FROM triage_disagreements WHERE conversation_id = ?1 AND person_id = ?2";
    private const string DeleteUsage = "DELETE FROM model_usage WHERE person_id = ?1";
    private const string DeletePerson = "DELETE FROM people WHERE channel = ?1 AND person_id = ?2";
    private const string CloseConversation =
        "UPDATE conversations SET conversation = ?2, person_id = NULL, reference = NULL, new_thread = NULL, sending_parked = NULL, erased_at = ?3 WHERE id = ?1";
    private const string MarkConversation = "UPDATE conversations SET erased_at = ?2 WHERE id = ?1";
    private const string SelectSpeaker = "SELECT person_id, reference FROM conversations WHERE id = ?1";
    private const string ForgetSpeaker = "UPDATE conversations SET person_id = NULL, reference = ?2 WHERE id = ?1";

    /// <summary>Keys of the state documents of a person's conversation and of the person's own, found without the writer.</summary>
    public static List<string> ReadStateKeys(SqlSession session, long conversationId, PersonKey person)
    {
        using var rows = session.Use(SelectStates).Bind(1, conversationId).Bind(2, person.PersonId).Bind(3, person.Channel);
        var keys = new List<string>();
        while (rows.Step())
            keys.Add(rows.GetString(0));
        return keys;
    }

    /// <summary>Erases a thread of assistants.</summary>
    /// <returns>How many of its sends are under way.</returns>
    public static int EraseThread(SqlSession session, TracedConversation thread, bool force, long now)
    {
        foreach (var (id, _, key) in ReadRows(session.Use(SelectAllRows).Bind(1, thread.Id)))
            Blank(session, id, thread.Key, key);
        Run(session, DeleteTranscript, thread.Id);
        Run(session, DeleteResults, thread.Id);
        Run(session, DeleteFiles, thread.Id);
        Mark(session, thread.Id, now);
        return BlankSends(session, thread.Id, 0, force);
    }

    /// <summary>Erases a row in a chat of an assistant.</summary>
    /// <returns>How many of its sends are under way.</returns>
    public static int EraseRow(SqlSession session, TracedRow row, bool force, long now)
    {
        if (!row.DedupeKey.StartsWith(ErasedKeys.Prefix, StringComparison.Ordinal))
            Blank(session, row.InboxId, row.Conversation, row.DedupeKey);
        EraseCaused(session, row.ConversationId, row.Sequence);
        Run(session, DeleteResultsOf, row.InboxId);
        Mark(session, row.ConversationId, now);
        return BlankSends(session, row.ConversationId, row.InboxId, force);
    }

    /// <summary>Erases a conversation in which nobody else writes.</summary>
    public static ErasureCount EraseOwn(SqlSession session, TracedConversation conversation, IReadOnlyList<string> stateKeys, long now)
    {
        foreach (var (id, _, key) in ReadRows(session.Use(SelectAllRows).Bind(1, conversation.Id)))
            Blank(session, id, conversation.Key, key);
        var count = new ErasureCount(Run(session, DeleteTranscript, conversation.Id), 0, Run(session, DeleteFiles, conversation.Id));
        Run(session, DeleteOutbox, conversation.Id);
        Run(session, DeleteTimers, conversation.Id);
        Run(session, DeleteFeedback, conversation.Id);
        Run(session, DeleteQuestions, conversation.Id);
        Run(session, DeleteResults, conversation.Id);
        Run(session, DeleteDisagreements, conversation.Id);
        Run(session, DeleteAliases, conversation.Id);
        DeleteStates(session, stateKeys);
        using (var version = session.Use(DeleteVersion).Bind(1, HandoffVersions.OpenHandoff).Bind(2, conversation.Key.ToString()))
            version.Post();
        using var close = session.Use(CloseConversation).Bind(1, conversation.Id).Bind(2, ErasedKeys.OfConversation(conversation.Key)).Bind(3, now);
        close.Post();
        return count;
    }

    /// <summary>Erases what a person said and caused where others write too.</summary>
    public static ErasureCount EraseShared(SqlSession session, TracedConversation conversation, string personId, IReadOnlyList<string> stateKeys, long now)
    {
        var said = 0;
        foreach (var (id, sequence, key) in ReadRows(session.Use(SelectRowsOf).Bind(1, conversation.Id).Bind(2, personId)))
        {
            Blank(session, id, conversation.Key, key);
            said += EraseCaused(session, conversation.Id, sequence);
            using var sends = session.Use(DeleteOutboxOf).Bind(1, conversation.Id).Bind(2, id);
            sends.Post();
            Run(session, DeleteResultsOf, id);
        }

        said += RunOf(session, DeleteSaid, conversation.Id, personId);
        var files = RunOf(session, DeleteFilesOf, conversation.Id, personId);
        RunOf(session, DeleteFeedbackOf, conversation.Id, personId);
        RunOf(session, DeleteQuestionsOf, conversation.Id, personId);
        RunOf(session, DeleteTimersOf, conversation.Id, personId);
        RunOf(session, DeleteDisagreementsOf, conversation.Id, personId);
        DeleteStates(session, [.. stateKeys.Where(key => key.EndsWith($"/users/{personId}", StringComparison.Ordinal))]);
        ForgetLastSpeaker(session, conversation.Id, personId);
        Mark(session, conversation.Id, now);
        return new ErasureCount(said, 0, files);
    }

    public static void EraseHandoff(SqlSession session, HandoffRequest handoff)
    {
        using (var events = session.Use(DeleteEvents).Bind(1, handoff.Id))
            events.Post();
        using (var request = session.Use(DeleteHandoff).Bind(1, handoff.Id))
            request.Post();
        using var version = session.Use(DeleteVersion).Bind(1, HandoffVersions.OpenHandoff).Bind(2, handoff.Conversation.ToString());
        version.Post();
    }

    public static void ErasePerson(SqlSession session, PersonKey person)
    {
        using (var usage = session.Use(DeleteUsage).Bind(1, person.PersonId))
            usage.Post();
        using var delete = session.Use(DeletePerson).Bind(1, person.Channel).Bind(2, person.PersonId);
        delete.Post();
    }

    private static List<(long Id, long Sequence, string Key)> ReadRows(SqlStatement rows)
    {
        using (rows)
        {
            var found = new List<(long, long, string)>();
            while (rows.Step())
                found.Add((rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2)));
            return found;
        }
    }

    private static void Blank(SqlSession session, long inboxId, ConversationKey conversation, string dedupeKey)
    {
        using var blank = session.Use(BlankRow).Bind(1, inboxId).Bind(2, ErasedKeys.OfDelivery(conversation, dedupeKey));
        blank.Post();
    }

    /// <summary>Erases what a row led to.</summary>
    public static int EraseCaused(SqlSession session, long conversationId, long sequence)
    {
        using var delete = session.Use(DeleteCaused).Bind(1, conversationId).Bind(2, sequence);
        return delete.Run();
    }

    private static int BlankSends(SqlSession session, long conversationId, long inboxId, bool force)
    {
        using (var blank = session.Use(BlankOutbox).Bind(1, conversationId).Bind(2, inboxId).Bind(3, force ? 1 : 0))
            blank.Post();
        using var sending = session.Use(CountSending).Bind(1, conversationId).Bind(2, inboxId);
        sending.Step();
        return force ? 0 : sending.GetInt32(0);
    }

    private static void DeleteStates(SqlSession session, IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            using var delete = session.Use(DeleteState).Bind(1, key);
            delete.Post();
        }
    }

    // A group's row names who spoke last.
    private static void ForgetLastSpeaker(SqlSession session, long conversationId, string personId)
    {
        byte[]? stored;
        bool isLast;
        using (var row = session.Use(SelectSpeaker).Bind(1, conversationId))
        {
            if (!row.Step())
                return;
            isLast = row.GetStringOrNull(0) == personId;
            stored = row.GetBytesOrNull(1);
        }

        var reference = stored is null ? null : JsonSerializer.Deserialize(stored, ActivityJson.Context.ConversationReference);
        if (!isLast && reference?.User?.Id != personId)
            return;
        if (reference?.User?.Id == personId)
            reference.User = null;
        using var update = session.Use(ForgetSpeaker).Bind(1, conversationId)
            .Bind(2, reference is null ? null : JsonSerializer.SerializeToUtf8Bytes(reference, ActivityJson.Context.ConversationReference));
        update.Post();
    }

    private static void Mark(SqlSession session, long conversationId, long now)
    {
        using var mark = session.Use(MarkConversation).Bind(1, conversationId).Bind(2, now);
        mark.Post();
    }

    private static int Run(SqlSession session, string sql, long id)
    {
        using var statement = session.Use(sql).Bind(1, id);
        return statement.Run();
    }

    private static int RunOf(SqlSession session, string sql, long id, string personId)
    {
        using var statement = session.Use(sql).Bind(1, id).Bind(2, personId);
        return statement.Run();
    }
}
