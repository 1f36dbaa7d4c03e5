using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Opens streams for the turns whose channel can show them: our own web channel and Teams' personal chats.</summary>
internal sealed class TurnStreams(
    ITurnStreamStore store, IEnumerable<IEphemeralSender> senders, SendLimiter limiter, IPartitionOwnership ownership, IOptions<TurnStreamOptions> options, TimeProvider time,
    ILogger<TurnStream> logger)
{
    private readonly IEphemeralSender[] _senders = [.. senders];

    /// <summary>The stream of a turn, begun by an earlier attempt perhaps; null where there can be none.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="again">True when this attempt has run the turn already, so that the row may know more than the claim.</param>
    public async Task<TurnStream?> OpenAsync(ClaimedTurn turn, bool again)
    {
        if (turn.Kind != InboxKind.Ordered || turn.Origin is not (TurnOrigin.Channel or TurnOrigin.DirectLine)
            || turn.Conversation.ChannelId is not (ChannelIds.Directline or ChannelIds.Msteams)
            || Array.Find(_senders, candidate => candidate.Serves(turn.Conversation.ChannelId)) is not { } sender)
            return null;
        var id = again ? await store.FindAsync(turn.InboxId).ConfigureAwait(false) : turn.StreamId;
        return new TurnStream(turn, id, store, sender, limiter, ownership, options.Value, time, logger);
    }
}
