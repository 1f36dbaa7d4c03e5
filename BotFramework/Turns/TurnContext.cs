using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// The turn as every adapter runs it: addresses what is sent, runs the send, update and delete handlers, keeps what an
/// <c>expectReplies</c> caller gets back and the answer of an invoke (SDK semantics).
/// </summary>
public class TurnContext : ITurnContext, IDisposable
{
    /// <summary>Name in <see cref="TurnState"/> of the <c>invokeResponse</c> activity that was sent.</summary>
    public const string InvokeResponseKey = "BotFrameworkAdapter.InvokeResponse";

    private readonly List<SendActivitiesHandler> _onSendActivities = [];
    private readonly List<UpdateActivityHandler> _onUpdateActivity = [];
    private readonly List<DeleteActivityHandler> _onDeleteActivity = [];
    private bool _disposed;

    /// <summary>Creates the context of one turn.</summary>
    public TurnContext(BotAdapter adapter, Activity activity)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(activity);
        Adapter = adapter;
        Activity = activity;
    }

    /// <inheritdoc/>
    public BotAdapter Adapter { get; }

    /// <inheritdoc/>
    public TurnContextStateCollection TurnState { get; } = [];

    /// <inheritdoc/>
    public Activity Activity { get; }

    /// <inheritdoc/>
    public bool Responded { get; private set; }

    /// <summary>What was said in a turn with <c>deliveryMode: expectReplies</c>; it never reaches the adapter and is the caller's response.</summary>
    public List<Activity> BufferedReplyActivities { get; } = [];

    private bool Buffers => Activity.DeliveryMode == DeliveryModes.ExpectReplies;

    /// <inheritdoc/>
    public Task<ResourceResponse?> SendActivityAsync(string textReplyToSend, string? speak = null, string? inputHint = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentException.ThrowIfNullOrWhiteSpace(textReplyToSend);
        var activity = Activity.CreateMessage(textReplyToSend);
        activity.Speak = string.IsNullOrEmpty(speak) ? null : speak;
        activity.InputHint = string.IsNullOrEmpty(inputHint) ? InputHints.AcceptingInput : inputHint;
        return SendActivityAsync(activity, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourceResponse?> SendActivityAsync(Activity activity, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(activity);
        var responses = await SendActivitiesAsync([activity], cancellationToken).ConfigureAwait(false);
        return responses is [{ } response, ..] ? response : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The list is empty or has a null element.</exception>
    public Task<ResourceResponse[]> SendActivitiesAsync(Activity[] activities, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(activities);
        if (activities.Length == 0)
            throw new ArgumentException("Expecting one or more activities, but the array was empty.", nameof(activities));
        if (activities.Contains(null))
            throw new ArgumentException("An activity is null.", nameof(activities));

        var reference = Activity.GetConversationReference();
        var outgoing = activities.Select(activity => Address(activity, reference)).ToList();
        return SendThroughHandlersAsync(outgoing, 0, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourceResponse?> UpdateActivityAsync(Activity activity, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(activity);
        return await UpdateThroughHandlersAsync(Address(activity, Activity.GetConversationReference()), 0, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DeleteActivityAsync(string activityId, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentException.ThrowIfNullOrWhiteSpace(activityId);
        var reference = Activity.GetConversationReference();
        reference.ActivityId = activityId;
        return DeleteThroughHandlersAsync(reference, 0, cancellationToken);
    }

    /// <inheritdoc/>
    public ITurnContext OnSendActivities(SendActivitiesHandler handler)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(handler);
        _onSendActivities.Add(handler);
        return this;
    }

    /// <inheritdoc/>
    public ITurnContext OnUpdateActivity(UpdateActivityHandler handler)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(handler);
        _onUpdateActivity.Add(handler);
        return this;
    }

    /// <inheritdoc/>
    public ITurnContext OnDeleteActivity(DeleteActivityHandler handler)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentNullException.ThrowIfNull(handler);
        _onDeleteActivity.Add(handler);
        return this;
    }

    /// <summary>Ends the turn: objects in <see cref="TurnState"/> are kept, but nothing can be sent any more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the turn.</summary>
    protected virtual void Dispose(bool disposing) => _disposed = true;

    private static Activity Address(Activity activity, ConversationReference reference)
    {
        if (string.IsNullOrEmpty(activity.Type))
            activity.Type = ActivityTypes.Message;
        if (activity.Type == ActivityTypes.Message && !string.IsNullOrEmpty(activity.Text) && string.IsNullOrEmpty(activity.TextFormat))
            activity.TextFormat = TextFormatTypes.Markdown;
        return activity.ApplyConversationReference(reference);
    }

    private Task<ResourceResponse[]> SendThroughHandlersAsync(List<Activity> activities, int index, CancellationToken cancellationToken) =>
        index == _onSendActivities.Count
            ? SendNowAsync(activities, cancellationToken)
            : _onSendActivities[index](this, activities, () => SendThroughHandlersAsync(activities, index + 1, cancellationToken));

    private async Task<ResourceResponse[]> SendNowAsync(List<Activity> activities, CancellationToken cancellationToken)
    {
        foreach (var activity in activities)
        {
            if (activity.Type == ActivityTypes.InvokeResponse)
                TurnState[InvokeResponseKey] = activity;
        }

        var responses = Buffers
            ? Buffer(activities)
            : await Adapter.SendActivitiesAsync(this, [.. activities], cancellationToken).ConfigureAwait(false) ?? [];
        for (var i = 0; i < activities.Count; i++)
        {
            if (i < responses.Length && responses[i]?.Id is { Length: > 0 } id)
                activities[i].Id = id;
        }

        Responded |= activities.Any(activity => activity.Type != ActivityTypes.Trace);
        return responses;
    }

    private ResourceResponse[] Buffer(List<Activity> activities)
    {
        foreach (var activity in activities)
        {
            activity.Id = Guid.NewGuid().ToString("n");
            BufferedReplyActivities.Add(activity);
        }

        return [.. activities.Select(activity => new ResourceResponse { Id = activity.Id })];
    }

    private Task<ResourceResponse> UpdateThroughHandlersAsync(Activity activity, int index, CancellationToken cancellationToken) =>
        index == _onUpdateActivity.Count
            ? UpdateNowAsync(activity, cancellationToken)
            : _onUpdateActivity[index](this, activity, () => UpdateThroughHandlersAsync(activity, index + 1, cancellationToken));

    private Task<ResourceResponse> UpdateNowAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (FindBuffered(activity.Id) is not (>= 0 and var position))
            return Adapter.UpdateActivityAsync(this, activity, cancellationToken);
        BufferedReplyActivities[position] = activity;
        return Task.FromResult(new ResourceResponse { Id = activity.Id });
    }

    private Task DeleteThroughHandlersAsync(ConversationReference reference, int index, CancellationToken cancellationToken) =>
        index == _onDeleteActivity.Count
            ? DeleteNowAsync(reference, cancellationToken)
            : _onDeleteActivity[index](this, reference, () => DeleteThroughHandlersAsync(reference, index + 1, cancellationToken));

    private Task DeleteNowAsync(ConversationReference reference, CancellationToken cancellationToken)
    {
        if (FindBuffered(reference.ActivityId) is not (>= 0 and var position))
            return Adapter.DeleteActivityAsync(this, reference, cancellationToken);
        BufferedReplyActivities.RemoveAt(position);
        return Task.CompletedTask;
    }

    private int FindBuffered(string? id) =>
        id is null ? -1 : BufferedReplyActivities.FindIndex(activity => activity.Id == id);
}
