using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Review;

namespace AssistantBot.Storage.Sql;

/// <summary>
/// How each effect is written. Serialising happens when the write is prepared, on the turn's thread; the writer only binds bytes.
/// </summary>
internal static class SqlEffects
{
    private const string UpsertState =
        "INSERT INTO states (key, conversation_id, person_id, json, version) VALUES (?1, ?2, (SELECT person_id FROM inbox WHERE id = ?3), ?4, 1) "
        + "ON CONFLICT (key) DO UPDATE SET json = excluded.json, version = states.version + 1, conversation_id = excluded.conversation_id, "
        + "person_id = coalesce(excluded.person_id, states.person_id)";

    private const string UpsertTimer =
        "INSERT INTO timers (conversation_id, name, timer_id, person_id, due_at, value) VALUES (?1, ?2, ?3, (SELECT person_id FROM inbox WHERE id = ?4), ?5, ?6) "
        + "ON CONFLICT (conversation_id, name) DO UPDATE SET timer_id = excluded.timer_id, person_id = excluded.person_id, due_at = excluded.due_at, value = excluded.value";

    private const string DeleteTimer = "DELETE FROM timers WHERE conversation_id = ?1 AND name = ?2";

    private const string InsertFeedback =
        "INSERT INTO feedback (conversation_id, inbox_id, person_id, activity_id, helpful, comment, entry_id, at) "
        + "VALUES (?1, ?2, (SELECT person_id FROM inbox WHERE id = ?2), ?3, ?4, ?5, ?6, ?7)";

    private static readonly byte[] EngineIdentity =
        JsonSerializer.SerializeToUtf8Bytes(new TurnIdentity(TurnOrigin.Internal, null), TurnJson.Default.TurnIdentity);

    /// <summary>What the writer has to do for an effect.</summary>
    /// <exception cref="NotSupportedException">The effect is not known here.</exception>
    /// <param name="effect">The effect.</param>
    /// <param name="now">When the turn is committed, Unix milliseconds.</param>
    public static Action<EffectWriting> Prepare(TurnEffect effect, long now) => effect switch
    {
        SendActivityEffect send => Prepare(send, now),
        UpdateActivityEffect update => Prepare(update),
        DeleteActivityEffect delete => Prepare(delete),
        WriteStateEffect state => writing => Write(writing, state),
        StartTimerEffect timer => Prepare(timer),
        CancelTimerEffect timer => writing => Write(writing, timer),
        PostInternalActivityEffect post => Prepare(post),
        RecordFeedbackEffect feedback => writing => Write(writing, feedback),
        RecordQuestionEffect question => writing => SqlGaps.Write(writing, question),
        HandoffTransitionEffect transition => SqlHandoffs.Prepare(transition),
        HandoffNoteEffect note => writing => SqlHandoffs.AppendEvent(writing.Session, note.Event),
        TriageDisagreementEffect disagreement => writing => SqlTriageDisagreements.Write(writing, disagreement),
        _ => throw new NotSupportedException($"{effect.GetType().Name} cannot be stored."),
    };

    private static Action<EffectWriting> Prepare(SendActivityEffect send, long now)
    {
        send.Activity.Id = null;
        send.Activity.Timestamp = null;
        var json = ActivityJson.WriteUtf8(send.Activity);
        var line = new StampedJson(json, send.LocalId, now);
        return writing =>
        {
            writing.AppendTranscript(send.LocalId, line);
            writing.AppendOutbox(OutboxOperation.Send, send.LocalId, null, send.Activity, json);
        };
    }

    private static Action<EffectWriting> Prepare(UpdateActivityEffect update)
    {
        update.Activity.Id = null;
        update.Activity.Timestamp = null;
        var json = ActivityJson.WriteUtf8(update.Activity);
        return writing =>
        {
            AppendTranscript(writing, update.TargetId, json);
            writing.AppendOutbox(OutboxOperation.Update, null, update.TargetId, update.Activity, json);
        };
    }

    private static Action<EffectWriting> Prepare(DeleteActivityEffect delete) => writing =>
    {
        var gone = new Activity
        {
            Type = ActivityTypes.MessageDelete,
            ChannelId = writing.Conversation.Key.ChannelId,
            Conversation = new ConversationAccount { Id = writing.Conversation.Key.ConversationId },
            From = new ChannelAccount { Id = "bot", Role = RoleTypes.Bot },
        };
        AppendTranscript(writing, delete.TargetId, ActivityJson.WriteUtf8(gone));
        writing.AppendOutbox(OutboxOperation.Delete, null, delete.TargetId, null, null);
    };

    private static Action<EffectWriting> Prepare(PostInternalActivityEffect post)
    {
        var activity = post.Activity;
        activity.Id = post.EffectId;
        activity.ChannelId = null;
        activity.Timestamp = null;
        var row = new NewInboxRow(
            post.To, InboxKind.Ordered, post.EffectId, $"internal|{post.EffectId}", ActivityJson.WriteUtf8(activity), EngineIdentity, TurnOrigin.Internal,
            new TurnIdentity(TurnOrigin.Internal, null));
        var reference = post.Reference is null ? null : JsonSerializer.SerializeToUtf8Bytes(post.Reference, ActivityJson.Context.ConversationReference);
        var newThread = post.NewThread is null ? null : JsonSerializer.SerializeToUtf8Bytes(post.NewThread, ActivityJson.Context.ConversationParameters);
        return writing =>
        {
            // To oneself: the counters of the turn's own conversation are in hand already.
            var isOwn = post.To == writing.Conversation.Key;
            var created = false;
            var target = isOwn ? writing.Conversation : SqlConversations.FindOrCreate(writing.Session, post.To, writing.Now, out created);
            if (target.Id == writing.Conversation.Id)
                target = writing.Conversation;
            if (created || !target.HasReference)
                SqlConversations.SaveThread(writing.Session, target.Id, reference, created ? newThread : null);
            writing.Session.Touch(writing.Work, $"conversation {target.Id}");
            writing.Posted.Add(SqlInbox.Append(writing.Session, target, row, writing.Now));
        };
    }

    private static Action<EffectWriting> Prepare(StartTimerEffect timer)
    {
        // Refused here, while the turn can fail for it, rather than when the timer is due.
        if (timer.Value is not null)
            JsonDocument.Parse(timer.Value).Dispose();
        return writing => Write(writing, timer);
    }

    private static void Write(EffectWriting writing, WriteStateEffect state)
    {
        using var upsert = writing.Session.Use(UpsertState)
            .Bind(1, state.Key).Bind(2, writing.Conversation.Id).Bind(3, writing.Turn.InboxId).Bind(4, state.Json);
        upsert.Post();
    }

    private static void Write(EffectWriting writing, StartTimerEffect timer)
    {
        using var upsert = writing.Session.Use(UpsertTimer)
            .Bind(1, writing.Conversation.Id).Bind(2, timer.Name).Bind(3, Guid.CreateVersion7().ToString("n")).Bind(4, writing.Turn.InboxId)
            .Bind(5, timer.DueUtc.ToUnixTimeMilliseconds()).Bind(6, timer.Value);
        upsert.Post();
    }

    private static void Write(EffectWriting writing, CancelTimerEffect timer)
    {
        using var delete = writing.Session.Use(DeleteTimer).Bind(1, writing.Conversation.Id).Bind(2, timer.Name);
        delete.Post();
    }

    private static void Write(EffectWriting writing, RecordFeedbackEffect feedback)
    {
        using var insert = writing.Session.Use(InsertFeedback)
            .Bind(1, writing.Conversation.Id).Bind(2, writing.Turn.InboxId).Bind(3, feedback.ActivityId).Bind(4, feedback.Helpful ? 1 : 0)
            .Bind(5, feedback.Comment).Bind(6, feedback.EntryId).Bind(7, writing.Now);
        insert.Post();
    }

    // In the transcript everything the bot said has its local id, whatever id the bot knows it by.
    private static void AppendTranscript(EffectWriting writing, string targetId, byte[] activity)
    {
        var id = LocalActivityIds.IsLocal(targetId) ? targetId : SqlOutboxRows.FindLocalId(writing.Session, writing.Conversation.Id, targetId) ?? targetId;
        writing.AppendTranscript(id, new StampedJson(activity, id, writing.Now));
    }
}
