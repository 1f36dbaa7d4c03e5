using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>
/// Runs the pipeline of a durable turn: what the bot sends, replaces or deletes becomes effects with local ids; nothing leaves before the commit.
/// Typing goes out at once, best effort.
/// </summary>
public sealed class DurableAdapter : BotAdapter
{
    private readonly IStateReader _states;
    private readonly IReadOnlyList<IEphemeralSender> _ephemeral;

    /// <summary>Creates the adapter.</summary>
    public DurableAdapter(IStateReader states, IEnumerable<IMiddleware> middleware, IEnumerable<IEphemeralSender> ephemeral)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _states = states;
        _ephemeral = [.. ephemeral];
        foreach (var each in middleware)
            Use(each);
    }

    /// <inheritdoc/>
    public override async Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(activities);
        var recorder = Recorder(turnContext);
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
        {
            var activity = activities[i];
            responses[i] = new ResourceResponse();
            switch (activity.Type)
            {
                case ActivityTypes.InvokeResponse or ActivityTypes.Delay:
                case ActivityTypes.Trace when activity.ChannelId != ChannelIds.Emulator:
                    break;
                // While text appears nobody needs to be told that it is being written.
                case ActivityTypes.Typing when recorder.Stream is { IsOpen: true }:
                    break;
                case ActivityTypes.Typing:
                    responses[i].Id = await SendEphemeralAsync(activity, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    if (activity.Type == ActivityTypes.Message && recorder.Stream is { } stream)
                        await stream.EndWithAsync(activity).ConfigureAwait(false);
                    Address(activity, recorder, turnContext.Activity);
                    var id = recorder.NextLocalId();
                    recorder.Work.Add(new SendActivityEffect(id, activity));
                    responses[i].Id = id;
                    break;
            }
        }

        return responses;
    }

    /// <inheritdoc/>
    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentException.ThrowIfNullOrEmpty(activity.Id);
        var recorder = Recorder(turnContext);
        Address(activity, recorder, turnContext.Activity);
        recorder.Work.Add(new UpdateActivityEffect(activity.Id, activity));
        return Task.FromResult(new ResourceResponse { Id = activity.Id });
    }

    /// <inheritdoc/>
    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentException.ThrowIfNullOrEmpty(reference.ActivityId);
        Recorder(turnContext).Work.Add(new DeleteActivityEffect(reference.ActivityId));
        return Task.CompletedTask;
    }

    /// <summary>Runs middleware and bot on fresh data.</summary>
    /// <returns>What is stored with the row: an invoke's response or the replies of <c>expectReplies</c>; null for others.</returns>
    internal async Task<byte[]?> RunAsync(
        ClaimedTurn turn, Activity activity, TurnUnitOfWork work, TurnStream.Run? stream, IBot bot, string defaultLanguage, CancellationToken cancellationToken)
    {
        using var context = CreateContext(turn, activity, work, stream);
        await MiddlewareSet.ReceiveActivityWithStatusAsync(context, bot.OnTurnAsync, cancellationToken).ConfigureAwait(false);
        await CloseStreamAsync(context, stream, defaultLanguage).ConfigureAwait(false);
        return End(turn, context, work, failed: false);
    }

    /// <summary>Tells the person that a message could not be handled.</summary>
    internal async Task<byte[]?> RunErrorAsync(
        ClaimedTurn turn, Activity activity, TurnUnitOfWork work, TurnStream.Run? stream, Exception failure, Func<ITurnContext, Exception, Task> onError, string defaultLanguage)
    {
        using var context = CreateContext(turn, activity, work, stream);
        await onError(context, failure).ConfigureAwait(false);
        await CloseStreamAsync(context, stream, defaultLanguage).ConfigureAwait(false);
        return End(turn, context, work, failed: true);
    }

    // Whatever a person has seen begin must end, also when the turn has decided to say nothing.
    private static async Task CloseStreamAsync(TurnContext context, TurnStream.Run? stream, string defaultLanguage)
    {
        if (stream is null)
            return;
        await stream.SettleAsync().ConfigureAwait(false);
        if (stream.IsOpen)
            await context.SendActivityAsync(StreamClosingNotice.Create(context.Activity, defaultLanguage)).ConfigureAwait(false);
    }

    // What expectReplies returns was said all the same: it enters the transcript (and, by the commit's flag, no outbox).
    private static byte[]? End(ClaimedTurn turn, TurnContext context, TurnUnitOfWork work, bool failed)
    {
        foreach (var reply in context.BufferedReplyActivities.Where(reply => reply.Type is not (ActivityTypes.Trace or ActivityTypes.Typing or ActivityTypes.InvokeResponse)))
            work.Add(new SendActivityEffect(reply.Id!, reply));
        return ResultOf(turn, context, failed);
    }

    private static byte[]? ResultOf(ClaimedTurn turn, TurnContext context, bool failed) => turn.Kind switch
    {
        InboxKind.Invoke => JsonSerializer.SerializeToUtf8Bytes(
            context.GetInvokeResponse() ?? new InvokeResponse(failed ? 500 : 501), TurnJson.Default.InvokeResponse),
        InboxKind.ExpectReplies => JsonSerializer.SerializeToUtf8Bytes(
            new ExpectedReplies { Activities = context.BufferedReplyActivities }, ActivityJson.Context.ExpectedReplies),
        _ => null,
    };

    private TurnContext CreateContext(ClaimedTurn turn, Activity activity, TurnUnitOfWork work, TurnStream.Run? stream)
    {
        var context = new TurnContext(this, activity);
        context.TurnState.Set(TurnActivity.ReadIdentity(turn));
        context.TurnState.Set(work);
        context.TurnState.Set(new TurnRecorder(turn, work, stream));
        if (stream is not null)
            context.TurnState.Set<ITurnStream>(stream);
        context.TurnState.Set<State.IStorage>(new TurnStorage(work, _states));
        return context;
    }

    private static TurnRecorder Recorder(ITurnContext turnContext) =>
        turnContext.TurnState.Get<TurnRecorder>() ?? throw new InvalidOperationException("The turn was not started by the durable engine.");

    // The id of an activity of ours (desk, timer, other conversation) means nothing to the channel, so nothing can reply to it.
    private static void Address(Activity activity, TurnRecorder recorder, Activity incoming)
    {
        if (recorder.Turn.Origin is not (TurnOrigin.Channel or TurnOrigin.DirectLine) && activity.ReplyToId == incoming.Id)
            activity.ReplyToId = null;
    }

    private async ValueTask<string?> SendEphemeralAsync(Activity activity, CancellationToken cancellationToken)
    {
        foreach (var sender in _ephemeral)
        {
            if (activity.ChannelId is not { } channel || !sender.Serves(channel))
                continue;
            try
            {
                return (await sender.SendAsync(activity.GetConversationReference(), activity, cancellationToken).ConfigureAwait(false)).Id;
            }
            // Typing is a courtesy: whatever goes wrong with it, the turn goes on.
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }

        return null;
    }
}
