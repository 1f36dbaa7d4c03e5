using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>One turn's commit while its effects are written.</summary>
internal sealed class EffectWriting(SqlSession session, TurnCommit commit, StoredConversation conversation, long now)
{
    public SqlSession Session { get; } = session;

    public ClaimedTurn Turn => commit.Turn;

    public bool UsesOutbox => commit.UsesOutbox;

    public StoredConversation Conversation { get; } = conversation;

    /// <summary>The transaction's time, Unix milliseconds.</summary>
    public long Now { get; } = now;

    /// <summary>Internal activities that may run at once.</summary>
    public List<ClaimedTurn> Started { get; } = [];

    /// <summary>Conversations of other nodes that got internal activities.</summary>
    public List<long> Elsewhere { get; } = [];

    /// <summary>The row that may be sent at once.</summary>
    public ClaimedSend? Send { get; set; }

    public bool HasOutbox { get; set; }

    public bool HasTranscript { get; set; }

    /// <summary>Appends what the bot said.</summary>
    public void AppendTranscript(string id, byte[] activity)
    {
        var time = Conversation.NextTime(Now);
        SqlTranscript.Append(Session, Conversation.Id, ++Conversation.Sequence, Turn.Sequence, null, id, StampedJson.Create(activity, time, id), Now);
        HasTranscript = true;
    }

    /// <summary>Appends to the outbox; a first, plain send of an idle outbox is claimed on the spot, which saves a commit.</summary>
    public void AppendOutbox(OutboxOperation operation, string? localId, string? targetId, Activity? activity, byte[]? json)
    {
        if (!UsesOutbox)
            return;
        var replyTo = LocalActivityIds.IsLocal(activity?.ReplyToId) ? activity!.ReplyToId : null;
        var claims = Session.Node.Owns(Conversation.Id) && !HasOutbox && operation == OutboxOperation.Send && replyTo is null
            && Turn.Origin == TurnOrigin.Channel && !Conversation.IsNewThread && !Conversation.IsSendingParked
            && !SqlOutboxRows.HasUnfinished(Session, Conversation.Id);
        var id = SqlOutboxRows.Append(Session, Turn, operation, localId, targetId, replyTo, json, claims, Now);
        HasOutbox = true;
        if (claims)
        {
            Send = new ClaimedSend(
                Conversation.Id, Conversation.Key, 1, DateTimeOffset.FromUnixTimeMilliseconds(Now),
                new OutboxItem(id, OutboxOperation.Send, SqlOutboxRows.ReferenceOf(activity!), activity, null, null))
            {
                Node = Session.Node.Session,
            };
        }
    }
}
