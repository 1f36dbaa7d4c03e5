using AssistantBot.BotFramework.Schema;
using Microsoft.Extensions.Logging;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// The stream of one attempt of a turn, over all its runs: sends the newest text as fast as the channel takes it, one request at a time, past
/// the outbox but within the conversation's limits. Its id is on disk before anything depends on it, so that whoever runs the turn next ends
/// the same stream.
/// </summary>
internal sealed partial class TurnStream(
    ClaimedTurn turn, string? id, ITurnStreamStore store, IEphemeralSender sender, SendLimiter limiter, IPartitionOwnership ownership, TurnStreamOptions options, TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private const int ChunksPerAttempt = 10_000;
    private static readonly TimeSpan UnsentInterval = TimeSpan.FromMilliseconds(100);

    private readonly bool _isWeb = turn.Conversation.ChannelId == ChannelIds.Directline;
    private readonly Lock _gate = new();
    private CancellationTokenSource _pause = new();
    private Task _sending = Task.CompletedTask;
    private ConversationReference? _reference;
    private string? _id = id;
    private string? _next;
    private bool _isSending;
    private string _shown = "";
    private int _sequence = id is null ? 0 : turn.Attempt * ChunksPerAttempt;
    private long? _startedAt;
    private long? _sentAt;
    private TimeSpan _wait;

    // What Teams shows of an earlier attempt is not known any more, and it takes no text that does not begin with it.
    private bool _isClosed = id is not null && turn.Conversation.ChannelId != ChannelIds.Directline;
    private bool _isStopped;

    /// <summary>Begins a run of the turn.</summary>
    /// <returns>Null where this conversation can show no stream.</returns>
    public Run? Begin(Activity incoming, TurnUnitOfWork work)
    {
        // In groups and channels Teams refuses streams.
        if (!_isWeb && incoming.Conversation?.ConversationType != ConversationTypes.Personal)
            return null;
        lock (_gate)
        {
            _reference = incoming.GetConversationReference();
            _next = null;
            if (_pause.IsCancellationRequested)
                _pause = new CancellationTokenSource();
        }

        return new Run(this, work);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await PauseAsync().ConfigureAwait(false);
        _pause.Dispose();
    }

    private string? Show(string text)
    {
        lock (_gate)
        {
            if (!_isClosed && text.Length > _shown.Length && text.StartsWith(_shown, StringComparison.Ordinal) && !_pause.IsCancellationRequested)
            {
                _next = text;
                if (!_isSending)
                {
                    _isSending = true;
                    var pause = _pause.Token;
                    _sending = Task.Run(() => SendAllAsync(pause), CancellationToken.None);
                }
            }

            return _isStopped ? _shown : null;
        }
    }

    // Waits for the request in flight, because its answer may hold the id and what follows must come after it.
    private Task PauseAsync()
    {
        lock (_gate)
        {
            _next = null;
            _pause.Cancel();
            return _sending;
        }
    }

    private async Task SendAllAsync(CancellationToken pause)
    {
        try
        {
            if (_startedAt is null && !await MayStartAsync(pause).ConfigureAwait(false))
                Close();
            while (await NextAsync(pause).ConfigureAwait(false) is { } text)
                await SendAsync(text).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (pause.IsCancellationRequested)
        {
            // The final message comes, or another run.
            TakeNext(rest: true);
        }
        // Chunks are a courtesy: whatever goes wrong with them, the turn goes on and its message follows.
        catch (Exception failure)
        {
            LogFailed(turn.InboxId, failure);
            Close();
            TakeNext(rest: true);
        }
    }

    private async Task<string?> NextAsync(CancellationToken pause)
    {
        if (_sentAt is { } last && _wait - time.GetElapsedTime(last) is { Ticks: > 0 } left)
            await Task.Delay(left, time, pause).ConfigureAwait(false);
        if (_next is not null)
            await limiter.WaitAsync(turn.ConversationId, turn.Conversation.ChannelId, _reference!, ownership.Nodes, pause).ConfigureAwait(false);
        return TakeNext(rest: false);
    }

    /// <summary>The newest text; null ends the loop, and the next text begins another.</summary>
    private string? TakeNext(bool rest)
    {
        lock (_gate)
        {
            var next = rest || _isClosed ? null : _next;
            _next = null;
            _isSending = next is not null;
            return next;
        }
    }

    private async Task<bool> MayStartAsync(CancellationToken pause)
    {
        // What was said before is on its way, perhaps only its receipt is missing: the stream follows it.
        while (!_isWeb && await store.HasUnsentAsync(turn.ConversationId).ConfigureAwait(false))
            await Task.Delay(UnsentInterval, time, pause).ConfigureAwait(false);
        _startedAt = time.GetTimestamp();
        if (!_isWeb)
            return true;
        var own = LocalActivityIds.Create(turn.Sequence, 0);
        if (!await store.SaveAsync(turn, own).ConfigureAwait(false))
            return false;
        Take(own, _shown);
        return true;
    }

    private async Task SendAsync(string text)
    {
        var isFirst = _id is null;
        var outcome = await sender.SendAsync(_reference!, Chunk(text), CancellationToken.None).ConfigureAwait(false);
        _sentAt = time.GetTimestamp();
        _wait = _isWeb ? options.WebInterval : options.TeamsInterval;
        if (outcome.RetryAfter > _wait)
            _wait = outcome.RetryAfter.Value;
        switch (outcome.Kind)
        {
            case EphemeralOutcomeKind.Shown when isFirst:
                // Without its id there is no stream to go on with.
                if (string.IsNullOrEmpty(outcome.Id) || !await store.SaveAsync(turn, outcome.Id).ConfigureAwait(false))
                    Close();
                else
                    Take(outcome.Id, text);
                break;
            case EphemeralOutcomeKind.Shown:
                Take(_id, text);
                break;
            case EphemeralOutcomeKind.Dropped when !isFirst:
                break;
            case EphemeralOutcomeKind.Stopped:
                Close(stopped: true);
                break;
            default:
                Close();
                break;
        }

        if (time.GetElapsedTime(_startedAt!.Value) > options.Longest)
            Close();
    }

    private void Take(string? streamId, string text)
    {
        lock (_gate)
            (_id, _shown) = (streamId, text);
    }

    private void Close(bool stopped = false)
    {
        lock (_gate)
        {
            _isClosed = true;
            _isStopped |= stopped;
            _next = null;
        }
    }

    private Activity Chunk(string text)
    {
        var chunk = new Activity { Type = ActivityTypes.Typing, Text = text, TextFormat = TextFormatTypes.Markdown, Entities = [StreamInfo.ForChunk(_id, ++_sequence)] };
        chunk.ApplyConversationReference(_reference!);
        chunk.ReplyToId = null;
        return chunk;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reply to inbox row {InboxId} is no longer shown while it is written; it follows as a whole.")]
    private partial void LogFailed(long inboxId, Exception failure);

    /// <summary>The stream as one run of the turn sees it. A run that was left behind can do nothing with it.</summary>
    internal sealed class Run(TurnStream stream, TurnUnitOfWork work) : ITurnStream
    {
        private bool _isOver;

        /// <inheritdoc/>
        public bool IsOpen => !_isOver && stream._id is not null;

        /// <inheritdoc/>
        public string? Show(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            if (_isOver || work.Effects.Any(effect => effect is SendActivityEffect or UpdateActivityEffect or DeleteActivityEffect))
                return stream._isStopped ? stream._shown : null;
            return stream.Show(text);
        }

        /// <summary>Waits until no request is in flight; what was to be shown next is not.</summary>
        public Task SettleAsync() => _isOver ? Task.CompletedTask : stream.PauseAsync();

        /// <summary>Leaves the stream to the next run.</summary>
        public void Leave() => _isOver = true;

        /// <summary>Makes the run's first message the one that ends the stream, when there is one.</summary>
        public async Task EndWithAsync(Activity message)
        {
            if (_isOver)
                return;
            await SettleAsync().ConfigureAwait(false);
            _isOver = true;
            if (stream._id is not { } streamId)
                return;
            message.Entities = [.. message.Entities ?? [], StreamInfo.ForFinal(streamId)];
            message.ReplyToId = stream._isWeb ? message.ReplyToId : null;
        }
    }
}
