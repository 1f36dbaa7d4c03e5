using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>One turn's commit while its effects are written.</summary>
internal sealed class EffectWriting(SqlSession session, TurnCommit commit, StoredConversation conversation, bool outboxWaits, long now)
{
    public SqlSession Session { get; } = session;

    public ClaimedTurn Turn => commit.Turn;

    /// <summary>The turn's unit of work.</summary>
    public TurnUnitOfWork Work => commit.Work;

    public bool UsesOutbox => commit.UsesOutbox;

    public StoredConversation Conversation { get; } = conversation;

    /// <summary>The transaction's time, Unix milliseconds.</summary>
    public long Now { get; } = now;

    /// <summary>Receipts of internal activities, to be had when the unit is written.</summary>
    public List<Func<InboxReceipt>> Posted { get; } = [];

    /// <summary>Gives the row that may be sent at once, when the unit is written.</summary>
    public Func<ClaimedSend>? Send { get; set; }

    public bool HasOutbox { get; set; }

    public bool HasTranscript { get; set; }

    /// <summary>True when the turn may send something at once, if nothing waits before it.</summary>
    public static bool MayClaim(SqlSession session, TurnCommit commit) =>
        commit.UsesOutbox && commit.Turn.Origin == TurnOrigin.Channel && session.Node.Owns(commit.Turn.ConversationId)
        && commit.Work.Effects.Any(effect => effect is SendActivityEffect);

    /// <summary>Appends what the bot said.</summary>
    /// <param name="id">Its local id.</param>
    /// <param name="activity">What it said, with that id.</param>
    public void AppendTranscript(string id, StampedJson activity)
    {
        var json = activity.At(Conversation.NextTime(Now));
        SqlTranscript.Append(Session, Conversation.Id, ++Conversation.Sequence, Turn.Sequence, null, id, json, Now);
        HasTranscript = true;
    }

    /// <summary>Appends to the outbox; a first, plain send of an idle outbox is claimed on the spot, which saves a commit.</summary>
    public void AppendOutbox(OutboxOperation operation, string? localId, string? targetId, Activity? activity, byte[]? json)
    {
        if (!UsesOutbox)
            return;
        var replyTo = LocalActivityIds.IsLocal(activity?.ReplyToId) ? activity!.ReplyToId : null;
        var claims = !outboxWaits && !HasOutbox && operation == OutboxOperation.Send && replyTo is null && !Conversation.IsNewThread && !Conversation.IsSendingParked;
        var node = Session.Node.Session;
        var id = SqlOutboxRows.Append(Session, Turn, operation, localId, targetId, replyTo, json, claims, Now);
        HasOutbox = true;
        if (claims)
        {
            Send = () => new ClaimedSend(
                Conversation.Id, Conversation.Key, 1, DateTimeOffset.FromUnixTimeMilliseconds(Now),
                new OutboxItem(id(), OutboxOperation.Send, SqlOutboxRows.ReferenceOf(activity!), activity, null, null))
            {
                Node = node,
            };
        }
    }
}
