using System.Globalization;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Testing;

/// <summary>
/// Runs turns in memory and keeps what the bot says in <see cref="ActiveQueue"/>, for tests (SDK semantics). One conversation; input ids
/// count from 0, output ids are random.
/// </summary>
public class TestAdapter : BotAdapter
{
    private readonly Lock _lock = new();
    private readonly bool _sendTraceActivity;
    private readonly TimeProvider _timeProvider;
    private TaskCompletionSource _queued = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _nextId;

    /// <summary>Creates the adapter with the SDK's default conversation.</summary>
    /// <param name="channelId">Channel of the conversation.</param>
    /// <param name="sendTraceActivity">True to queue trace activities too.</param>
    /// <param name="timeProvider">Clock for timestamps, delays and time-outs.</param>
    public TestAdapter(string channelId = ChannelIds.Test, bool sendTraceActivity = false, TimeProvider? timeProvider = null)
        : this(DefaultConversation(channelId), sendTraceActivity, timeProvider)
    {
    }

    /// <summary>Creates the adapter for a conversation.</summary>
    public TestAdapter(ConversationReference conversation, bool sendTraceActivity = false, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        Conversation = conversation;
        _sendTraceActivity = sendTraceActivity;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>The conversation; may be changed between turns.</summary>
    public ConversationReference Conversation { get; set; }

    /// <summary>Locale of the activities made by <see cref="MakeActivity"/>.</summary>
    public string? Locale { get; set; } = "en-us";

    /// <summary>What the bot said and nobody has taken yet.</summary>
    public Queue<Activity> ActiveQueue { get; } = new();

    internal TimeProvider Clock => _timeProvider;

    /// <summary>A conversation of that name between a person and a bot.</summary>
    public static ConversationReference CreateConversation(string name, string user = "User1", string bot = "Bot") => new()
    {
        ChannelId = ChannelIds.Test,
        ServiceUrl = "https://test.com",
        Conversation = new ConversationAccount { Id = name, Name = name, IsGroup = false },
        User = Account(user),
        Bot = Account(bot),
        Locale = "en-us",
    };

    /// <summary>Adds middleware.</summary>
    /// <returns>This adapter.</returns>
    public new TestAdapter Use(IMiddleware middleware)
    {
        base.Use(middleware);
        return this;
    }

    /// <summary>Runs one turn; what the activity leaves open is filled in from <see cref="Conversation"/>.</summary>
    public async Task ProcessActivityAsync(Activity activity, BotCallbackHandler callback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(activity);
        lock (_lock)
        {
            if (string.IsNullOrEmpty(activity.Type))
                activity.Type = ActivityTypes.Message;
            activity.ChannelId ??= Conversation.ChannelId;
            if (activity.From is null || activity.From.Id is null or "unknown" || activity.From.Role == RoleTypes.Bot)
                activity.From = Conversation.User;
            activity.Recipient = Conversation.Bot;
            activity.Conversation = Conversation.Conversation;
            activity.ServiceUrl = Conversation.ServiceUrl;
            activity.Id = (_nextId++).ToString(CultureInfo.InvariantCulture);
            activity.Timestamp ??= _timeProvider.GetUtcNow();
            activity.LocalTimestamp ??= _timeProvider.GetLocalNow();
        }

        using var turnContext = CreateTurnContext(activity);
        await RunPipelineAsync(turnContext, callback, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a turn in a new conversation, with an event named <c>CreateConversation</c>.</summary>
    public Task CreateConversationAsync(string channelId, BotCallbackHandler callback, CancellationToken cancellationToken = default)
    {
        ActiveQueue.Clear();
        var conversation = CreateConversation(Guid.NewGuid().ToString("n"));
        conversation.ChannelId = channelId;
        return RunEventAsync(EventNames.CreateConversation, conversation, callback, cancellationToken);
    }

    /// <summary>Runs a turn in a known conversation, with an event named <c>ContinueConversation</c> that relates to it.</summary>
    public Task ContinueConversationAsync(ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return RunEventAsync(EventNames.ContinueConversation, reference, callback, cancellationToken);
    }

    /// <summary>Takes the next reply, or null when there is none now.</summary>
    public Activity? GetNextReply()
    {
        lock (_lock)
            return ActiveQueue.TryDequeue(out var reply) ? reply : null;
    }

    /// <summary>Takes the next reply, waiting for it.</summary>
    public async Task<Activity> GetNextReplyAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task queued;
            lock (_lock)
            {
                if (ActiveQueue.TryDequeue(out var reply))
                    return reply;
                queued = _queued.Task;
            }

            await queued.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A message of the conversation's person.</summary>
    public Activity MakeActivity(string? text = null) => new()
    {
        Type = ActivityTypes.Message,
        Locale = Locale,
        From = Conversation.User,
        Recipient = Conversation.Bot,
        Conversation = Conversation.Conversation,
        ServiceUrl = Conversation.ServiceUrl,
        ChannelId = Conversation.ChannelId,
        Text = text,
    };

    /// <summary>Runs a turn for a text of the conversation's person.</summary>
    public Task SendTextToBotAsync(string userSays, BotCallbackHandler callback, CancellationToken cancellationToken = default) =>
        ProcessActivityAsync(MakeActivity(userSays), callback, cancellationToken);

    /// <inheritdoc/>
    public override async Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        ArgumentNullException.ThrowIfNull(activities);
        var responses = new ResourceResponse[activities.Length];
        for (var i = 0; i < activities.Length; i++)
        {
            var activity = activities[i];
            if (string.IsNullOrEmpty(activity.Id))
                activity.Id = Guid.NewGuid().ToString("n");
            activity.Timestamp ??= _timeProvider.GetUtcNow();
            responses[i] = new ResourceResponse { Id = activity.Id };
            if (activity.Type == ActivityTypes.Delay)
                await Task.Delay(TimeSpan.FromMilliseconds(activity.Value?.GetInt32() ?? 0), _timeProvider, cancellationToken).ConfigureAwait(false);
            else if (activity.Type != ActivityTypes.Trace || _sendTraceActivity)
                Enqueue(activity);
        }

        return responses;
    }

    /// <inheritdoc/>
    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(activity);
        lock (_lock)
        {
            var replies = ActiveQueue.ToArray();
            if (!replies.Any(reply => reply.Id == activity.Id))
                return Task.FromResult(new ResourceResponse());
            Refill(replies.Select(reply => reply.Id == activity.Id ? activity : reply));
        }

        return Task.FromResult(new ResourceResponse { Id = activity.Id });
    }

    /// <inheritdoc/>
    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reference);
        lock (_lock)
            Refill(ActiveQueue.ToArray().Where(reply => reply.Id != reference.ActivityId));
        return Task.CompletedTask;
    }

    /// <summary>Creates the context of a turn.</summary>
    protected virtual TurnContext CreateTurnContext(Activity activity) => new(this, activity);

    private static ChannelAccount Account(string name) => new()
    {
#pragma warning disable CA1308 // The SDK's ids are lower case.
        Id = name.ToLowerInvariant(),
#pragma warning restore CA1308
        Name = name,
    };

    private static ConversationReference DefaultConversation(string channelId) => new()
    {
        ChannelId = channelId,
        ServiceUrl = "https://test.com",
        User = new ChannelAccount { Id = "user1", Name = "User1" },
        Bot = new ChannelAccount { Id = "bot", Name = "Bot" },
        Conversation = new ConversationAccount { Id = "convo1", Name = "Conversation1", IsGroup = false },
        Locale = "en-us",
    };

    private async Task RunEventAsync(string name, ConversationReference reference, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        var activity = Activity.CreateEvent(name).ApplyConversationReference(reference, isIncoming: true);
        activity.Id ??= Guid.NewGuid().ToString("n");
        activity.RelatesTo = name == EventNames.ContinueConversation ? reference : null;
        using var turnContext = CreateTurnContext(activity);
        await RunPipelineAsync(turnContext, callback, cancellationToken).ConfigureAwait(false);
    }

    private void Enqueue(Activity activity)
    {
        TaskCompletionSource queued;
        lock (_lock)
        {
            ActiveQueue.Enqueue(activity);
            queued = _queued;
            _queued = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        queued.SetResult();
    }

    private void Refill(IEnumerable<Activity> replies)
    {
        var kept = replies.ToList();
        ActiveQueue.Clear();
        kept.ForEach(ActiveQueue.Enqueue);
    }
}
