using System.Text.Json;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage.DataLife;
using AssistantBot.Triage;

namespace AssistantBot.Storage.Sql;

/// <summary>Writes everything kept of a person as one JSON document, stored documents within it as they are.</summary>
internal static class SqlPersonExport
{
    private const string SelectPerson = "SELECT name, tenant_id, is_member, first_seen FROM people WHERE channel = ?1 AND person_id = ?2";
    private const string SelectConversation = "SELECT reference, created_at FROM conversations WHERE id = ?1";
    private const string SelectTranscript = "SELECT sequence, cause, person_id, activity, recorded_at FROM transcript WHERE conversation_id = ?1 ORDER BY sequence";
    private const string SelectReceived =
        "SELECT sequence, origin, person_id, activity, identity, received_at, status FROM inbox WHERE conversation_id = ?1 AND activity <> '{}' ORDER BY sequence";
    private const string SelectOutbox = "SELECT operation, activity, status, created_at, inbox_id FROM outbox WHERE conversation_id = ?1 AND activity IS NOT NULL ORDER BY id";
    private const string SelectState = "SELECT json FROM states WHERE key = ?1";
    private const string SelectTimers = "SELECT name, due_at, value, person_id FROM timers WHERE conversation_id = ?1 ORDER BY name";
    private const string SelectFiles = "SELECT id, name, type, content, created_at, person_id FROM attachments WHERE conversation_id = ?1 ORDER BY created_at, id";
    private const string SelectFeedback = "SELECT activity_id, helpful, comment, entry_id, at, person_id FROM feedback WHERE conversation_id = ?1 ORDER BY id";
    private const string SelectQuestions = "SELECT text, comment, entry_id, at, person_id FROM knowledge_questions WHERE conversation_id = ?1 ORDER BY id";
    private const string SelectDisagreements = "SELECT reason, confidence, model_reason, model_confidence, at, person_id FROM triage_disagreements WHERE conversation_id = ?1 ORDER BY inbox_id";
    private const string SelectUsage = "SELECT day, calls, tokens FROM model_usage WHERE person_id = ?1 ORDER BY day";
    private const string SelectEvents = "SELECT kind, actor_id, actor_name, text, at FROM handoff_events WHERE handoff_id = ?1 ORDER BY id";

    public static void Write(SqlSession session, PersonTraces traces, Utf8JsonWriter json, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("exportedAt", now);
        WritePerson(session, traces.Person, json);
        json.WriteStartArray("conversations");
        foreach (var conversation in traces.Conversations.Where(each => each.Kind != TraceKind.Thread))
            WriteConversation(session, conversation, traces.Person, json);
        json.WriteEndArray();
        json.WriteStartArray("handoffs");
        foreach (var handoff in traces.Handoffs)
        {
            json.WriteStartObject();
            json.WritePropertyName("request");
            JsonSerializer.Serialize(json, handoff, StorageJson.Default.HandoffRequest);
            WriteEvents(session, handoff.Id, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRows(json, "modelUse", session.Use(SelectUsage).Bind(1, traces.Person.PersonId), row =>
        {
            json.WriteStartObject();
            json.WriteString("day", row.GetString(0));
            json.WriteNumber("calls", row.GetInt64(1));
            json.WriteNumber("tokens", row.GetInt64(2));
            return true;
        });
        json.WriteEndObject();
    }

    private static void WritePerson(SqlSession session, PersonKey person, Utf8JsonWriter json)
    {
        json.WriteStartObject("person");
        json.WriteString("channel", person.Channel);
        json.WriteString("id", person.PersonId);
        using (var row = session.Use(SelectPerson).Bind(1, person.Channel).Bind(2, person.PersonId))
        {
            if (row.Step())
            {
                json.WriteString("name", row.GetStringOrNull(0));
                json.WriteString("tenant", row.GetStringOrNull(1));
                json.WriteBoolean("isMember", row.GetBoolean(2));
                WriteTime(json, "firstSeen", row, 3);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteConversation(SqlSession session, TracedConversation conversation, PersonKey person, Utf8JsonWriter json)
    {
        var personId = person.PersonId;
        var isOwn = conversation.Kind == TraceKind.Own;
        var caused = new HashSet<long>();
        json.WriteStartObject();
        json.WriteString("channel", conversation.Key.ChannelId);
        json.WriteString("id", conversation.Key.ConversationId);
        json.WriteBoolean("shared", !isOwn);
        using (var row = session.Use(SelectConversation).Bind(1, conversation.Id))
        {
            if (row.Step())
            {
                WriteTime(json, "begun", row, 1);
                if (isOwn)
                    WriteDocument(json, "reference", row, 0);
            }
        }

        WriteRows(json, "messages", session.Use(SelectTranscript).Bind(1, conversation.Id), row =>
        {
            if (row.GetStringOrNull(2) == personId)
                caused.Add(row.GetInt64(1));
            if (!isOwn && !caused.Contains(row.GetInt64(1)))
                return false;
            json.WriteStartObject();
            WriteTime(json, "at", row, 4);
            json.WriteBoolean("fromPerson", row.GetStringOrNull(2) == personId);
            WriteDocument(json, "activity", row, 3);
            return true;
        });
        WriteRows(json, "received", session.Use(SelectReceived).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(2) != personId)
                return false;
            json.WriteStartObject();
            WriteTime(json, "at", row, 5);
            json.WriteString("origin", ((TurnOrigin)row.GetInt32(1)).ToString());
            json.WriteBoolean("handled", row.GetInt32(6) >= 2);
            WriteDocument(json, "activity", row, 3);
            WriteDocument(json, "identity", row, 4);
            return true;
        });
        if (isOwn)
        {
            WriteRows(json, "sent", session.Use(SelectOutbox).Bind(1, conversation.Id), row =>
            {
                json.WriteStartObject();
                WriteTime(json, "at", row, 3);
                json.WriteString("operation", ((OutboxOperation)row.GetInt32(0)).ToString());
                json.WriteBoolean("delivered", row.GetInt32(2) == 2);
                WriteDocument(json, "activity", row, 1);
                return true;
            });
        }

        WriteStates(session, conversation.Id, person, isOwn, json);
        WriteRows(json, "timers", session.Use(SelectTimers).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(3) != personId)
                return false;
            json.WriteStartObject();
            json.WriteString("name", row.GetString(0));
            WriteTime(json, "due", row, 1);
            WriteDocument(json, "value", row, 2);
            return true;
        });
        WriteRows(json, "files", session.Use(SelectFiles).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(5) != personId)
                return false;
            json.WriteStartObject();
            json.WriteString("id", row.GetString(0));
            json.WriteString("name", row.GetStringOrNull(1));
            json.WriteString("type", row.GetString(2));
            WriteTime(json, "at", row, 4);
            json.WriteBase64String("content", row.GetSpan(3));
            return true;
        });
        WriteRows(json, "feedback", session.Use(SelectFeedback).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(5) != personId)
                return false;
            json.WriteStartObject();
            WriteTime(json, "at", row, 4);
            json.WriteBoolean("helpful", row.GetBoolean(1));
            json.WriteString("comment", row.GetStringOrNull(2));
            json.WriteString("entry", row.GetStringOrNull(3));
            return true;
        });
        WriteRows(json, "questions", session.Use(SelectQuestions).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(4) != personId)
                return false;
            json.WriteStartObject();
            WriteTime(json, "at", row, 3);
            json.WriteString("text", row.GetString(0));
            json.WriteString("comment", row.GetStringOrNull(1));
            json.WriteString("entry", row.GetStringOrNull(2));
            return true;
        });
        WriteRows(json, "assessments", session.Use(SelectDisagreements).Bind(1, conversation.Id), row =>
        {
            if (!isOwn && row.GetStringOrNull(5) != personId)
                return false;
            json.WriteStartObject();
            WriteTime(json, "at", row, 4);
            json.WriteString("reason", ((TriageReason)row.GetInt32(0)).ToString());
            json.WriteNumber("confidence", row.GetInt64(1) / 1000.0);
            json.WriteString("modelReason", ((TriageReason)row.GetInt32(2)).ToString());
            json.WriteNumber("modelConfidence", row.GetInt64(3) / 1000.0);
            return true;
        });
        json.WriteEndObject();
    }

    private static void WriteStates(SqlSession session, long conversationId, PersonKey person, bool isOwn, Utf8JsonWriter json)
    {
        json.WriteStartArray("state");
        foreach (var key in SqlErasure.ReadStateKeys(session, conversationId, person).Where(key => isOwn || key.EndsWith($"/users/{person.PersonId}", StringComparison.Ordinal)))
        {
            using var row = session.Use(SelectState).Bind(1, key);
            if (!row.Step() || row.IsNull(0))
                continue;
            json.WriteStartObject();
            json.WriteString("key", key);
            WriteDocument(json, "document", row, 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEvents(SqlSession session, string handoffId, Utf8JsonWriter json) =>
        WriteRows(json, "events", session.Use(SelectEvents).Bind(1, handoffId), row =>
        {
            json.WriteStartObject();
            WriteTime(json, "at", row, 4);
            json.WriteString("kind", ((Handoff.Requests.HandoffEventKind)row.GetInt32(0)).ToString());
            json.WriteString("actor", row.GetStringOrNull(2));
            json.WriteString("text", row.GetStringOrNull(3));
            return true;
        });

    // The function begins an object for the row, or says false.
    private static void WriteRows(Utf8JsonWriter json, string name, SqlStatement rows, Func<SqlStatement, bool> write)
    {
        using (rows)
        {
            json.WriteStartArray(name);
            while (rows.Step())
            {
                if (write(rows))
                    json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, SqlStatement row, int column) =>
        json.WriteString(name, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column)));

    private static void WriteDocument(Utf8JsonWriter json, string name, SqlStatement row, int column)
    {
        json.WritePropertyName(name);
        if (row.IsNull(column))
            json.WriteNullValue();
        else
            json.WriteRawValue(row.GetSpan(column), skipInputValidation: false);
    }
}
