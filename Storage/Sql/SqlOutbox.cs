using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;

namespace AssistantBot.Storage.Sql;

/// <summary>The outbox.</summary>
internal sealed class SqlOutbox(SqlDatabase database, TimeProvider time) : IOutboxStore
{
    public async Task<ClaimedSend?> ClaimNextAsync(long conversationId)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = await database.WriteTogetherAsync(async session =>
        {
            var next = SqlOutboxRows.AskNext(session, conversationId, now);
            await session.Answered();
            return next();
        }).ConfigureAwait(false);
        return row is null ? null : SqlOutboxRows.ToSend(row);
    }

    public async Task<ClaimedSend?> SettleAsync(ClaimedSend send, SendSettlement settlement, SendOutcome outcome, bool claimsNext)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var reference = ThreadReference(send, outcome);
        var claims = claimsNext && settlement is (SendSettlement.Delivered or SendSettlement.ParkRow);
        var row = await database.WriteTogetherAsync(async session =>
        {
            var settled = SqlOutboxRows.AskSettle(session, send, settlement, outcome, now);
            if (SqlOutboxRows.HasConsequences(send, settlement) && settled())
                SqlOutboxRows.WriteConsequences(session, send, settlement, outcome, reference);
            if (!claims)
                return null;
            var next = SqlOutboxRows.AskNext(session, send.ConversationId, now);
            await session.Answered();
            return next();
        }).ConfigureAwait(false);
        return row is null ? null : SqlOutboxRows.ToSend(row);
    }

    public Task<bool> HoldsAsync(ClaimedSend send) => database.ReadAsync(session => SqlOutboxRows.Holds(session, send));

    public async Task<IReadOnlyList<long>> RecoverAsync()
    {
        if (await database.ReadAsync(session => SqlOutboxRows.HasAbandoned(session, database.Node)).ConfigureAwait(false))
            await database.WriteAsync(SqlOutboxRows.FreeAbandoned).ConfigureAwait(false);
        return await database.ReadAsync(session => SqlOutboxRows.ReadWaiting(session, database.Node)).ConfigureAwait(false);
    }

    // The 201 of a create call says where the thread is from now on.
    private static byte[]? ThreadReference(ClaimedSend send, SendOutcome outcome)
    {
        if (send.Item.Operation != OutboxOperation.CreateConversation || outcome.ConversationId is not { } created)
            return null;
        var old = send.Item.Reference;
        var reference = new ConversationReference
        {
            ChannelId = old.ChannelId,
            Bot = old.Bot,
            User = old.User,
            Locale = old.Locale,
            ServiceUrl = outcome.ServiceUrl ?? old.ServiceUrl,
            Conversation = new ConversationAccount
            {
                Id = created,
                Name = old.Conversation?.Name,
                IsGroup = old.Conversation?.IsGroup,
                ConversationType = old.Conversation?.ConversationType,
                TenantId = old.Conversation?.TenantId,
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(reference, ActivityJson.Context.ConversationReference);
    }
}
