using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Testing;

/// <summary>
/// A conversation written down as a test: what the person says and what the bot must answer. Nothing runs before
/// <see cref="StartTestAsync"/>; a failed expectation throws <see cref="InvalidOperationException"/> that names what was expected and received.
/// </summary>
public sealed class TestFlow
{
    /// <summary>How long a reply is waited for, in milliseconds, unless said otherwise.</summary>
    public const uint DefaultTimeout = 3000;

    private readonly TestAdapter _adapter;
    private readonly BotCallbackHandler? _callback;
    private readonly Func<CancellationToken, Task> _soFar;

    /// <summary>Starts a flow.</summary>
    public TestFlow(TestAdapter adapter, BotCallbackHandler? callback = null)
        : this(adapter, callback, _ => Task.CompletedTask)
    {
    }

    /// <summary>Starts a flow with a bot.</summary>
    public TestFlow(TestAdapter adapter, IBot bot)
        : this(adapter, (bot ?? throw new ArgumentNullException(nameof(bot))).OnTurnAsync)
    {
    }

    private TestFlow(TestAdapter adapter, BotCallbackHandler? callback, Func<CancellationToken, Task> soFar)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        _adapter = adapter;
        _callback = callback;
        _soFar = soFar;
    }

    /// <summary>Runs the flow.</summary>
    public Task StartTestAsync(CancellationToken cancellationToken = default) => _soFar(cancellationToken);

    /// <summary>The person says something.</summary>
    public TestFlow Send(string userSays)
    {
        ArgumentNullException.ThrowIfNull(userSays);
        return Then(cancellationToken => _adapter.SendTextToBotAsync(userSays, Callback, cancellationToken));
    }

    /// <summary>An activity arrives.</summary>
    public TestFlow Send(Activity userActivity)
    {
        ArgumentNullException.ThrowIfNull(userActivity);
        return Then(cancellationToken => _adapter.ProcessActivityAsync(userActivity, Callback, cancellationToken));
    }

    /// <summary>The conversation's person joins.</summary>
    public TestFlow SendConversationUpdate() => Then(cancellationToken =>
    {
        var update = new Activity { Type = ActivityTypes.ConversationUpdate };
        if (_adapter.Conversation.User is { } user)
            update.MembersAdded = [user];
        return _adapter.ProcessActivityAsync(update, Callback, cancellationToken);
    });

    /// <summary>The bot must say this text; surrounding white space does not count.</summary>
    public TestFlow AssertReply(string expected, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return AssertReply(_adapter.MakeActivity(expected), description, timeout);
    }

    /// <summary>The bot must send an activity of this type and text.</summary>
    public TestFlow AssertReply(Activity expected, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return AssertReply(
            reply =>
            {
                if (reply.Type != expected.Type)
                    throw Failed(description, $"Type: expected '{expected.Type}', received '{reply.Type}'.");
                if ((reply.Text ?? "").Trim() != (expected.Text ?? "").Trim())
                    throw Failed(description, $"Expected '{expected.Text}', received '{reply.Text}'.");
            },
            description ?? $"'{expected.Text}'",
            timeout);
    }

    /// <summary>The bot must say something that passes the check.</summary>
    public TestFlow AssertReply(Action<Activity> validateActivity, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(validateActivity);
        return Then(async cancellationToken =>
        {
            var reply = await NextReplyAsync(timeout, cancellationToken).ConfigureAwait(false)
                ?? throw Failed(description, $"A reply was expected, and none was received within {timeout} ms.");
            validateActivity(reply);
        });
    }

    /// <summary>The bot must say something that contains this text.</summary>
    public TestFlow AssertReplyContains(string expected, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return AssertReply(
            reply =>
            {
                if (reply.Text?.Contains(expected, StringComparison.Ordinal) != true)
                    throw Failed(description, $"Expected a text with '{expected}', received '{reply.Text}'.");
            },
            description ?? $"a text with '{expected}'",
            timeout);
    }

    /// <summary>The bot must say one of these texts.</summary>
    public TestFlow AssertReplyOneOf(string[] candidates, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return AssertReply(
            reply =>
            {
                if (!candidates.Contains(reply.Text, StringComparer.Ordinal))
                    throw Failed(description, $"Expected one of '{string.Join("', '", candidates)}', received '{reply.Text}'.");
            },
            description,
            timeout);
    }

    /// <summary>The bot must stay silent for the whole time-out.</summary>
    public TestFlow AssertNoReply(string? description = null, uint timeout = DefaultTimeout) => Then(async cancellationToken =>
    {
        if (await NextReplyAsync(timeout, cancellationToken).ConfigureAwait(false) is { } reply)
            throw Failed(description, $"No reply was expected, received '{reply.Text ?? reply.Type}'.");
    });

    /// <summary>The person says something and the bot must answer this.</summary>
    public TestFlow Test(string userSays, string expected, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(expected);
        return Send(userSays).AssertReply(expected, description, timeout);
    }

    /// <summary>The person says something and the answer must pass the check.</summary>
    public TestFlow Test(string userSays, Action<Activity> validateActivity, string? description = null, uint timeout = DefaultTimeout) =>
        Send(userSays).AssertReply(validateActivity, description, timeout);

    /// <summary>Plays a transcript: activities from the role <c>bot</c> are expected, the others are sent.</summary>
    public TestFlow Test(IEnumerable<Activity> activities, string? description = null, uint timeout = DefaultTimeout)
    {
        ArgumentNullException.ThrowIfNull(activities);
        return activities.Aggregate(this, (flow, activity) => activity.From?.Role == RoleTypes.Bot
            ? flow.AssertReply(activity, description, timeout)
            : flow.Send(activity));
    }

    private Task Callback(ITurnContext turnContext, CancellationToken cancellationToken) =>
        _callback?.Invoke(turnContext, cancellationToken) ?? Task.CompletedTask;

    private TestFlow Then(Func<CancellationToken, Task> step) => new(_adapter, _callback, async cancellationToken =>
    {
        await _soFar(cancellationToken).ConfigureAwait(false);
        await step(cancellationToken).ConfigureAwait(false);
    });

    private async Task<Activity?> NextReplyAsync(uint timeout, CancellationToken cancellationToken)
    {
        if (_adapter.GetNextReply() is { } ready)
            return ready;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(timeout), _adapter.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await _adapter.GetNextReplyAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static InvalidOperationException Failed(string? description, string what) =>
        new(description is null ? what : $"{description}: {what}");
}
