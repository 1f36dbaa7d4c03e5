using System.Net;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Connector;

/// <summary>Sends outbox rows through the connector and says what became of each (protocol 3.4).</summary>
internal sealed class ConnectorSender(IConnectorClient client, ServiceUrlPolicy policy) : IChannelSender
{
    private static readonly TimeSpan AfterSecond401 = TimeSpan.FromMinutes(1);

    public bool Serves(string channelId) => channelId is not (ChannelIds.Directline or ChannelIds.Webhook);

    public async Task<SendOutcome> SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var reference = item.Reference;
        if (IsSilent(item))
            return new(SendOutcomeKind.Delivered);
        if (reference.ServiceUrl is not { Length: > 0 } serviceUrl)
            return new(SendOutcomeKind.ParkConversation) { Detail = "No service URL is known." };
        try
        {
            return await SendAsync(item, serviceUrl, reference.Conversation?.Id ?? "", cancellationToken).ConfigureAwait(false);
        }
        catch (BotTokenException failure)
        {
            return new(SendOutcomeKind.Retry) { RetryAfter = failure.RetryAfter, Detail = failure.Message };
        }
        catch (ConnectorException failure)
        {
            return OutcomeOf(failure, item.Operation);
        }
    }

    private async Task<SendOutcome> SendAsync(OutboxItem item, string serviceUrl, string conversation, CancellationToken cancellationToken)
    {
        switch (item.Operation)
        {
            case OutboxOperation.Send when item.Activity is { } activity && conversation.Length > 0 && StreamInfo.EndedBy(activity) is { } stream:
                return await EndStreamAsync(serviceUrl, conversation, activity, stream, cancellationToken).ConfigureAwait(false);
            case OutboxOperation.Send when item.Activity is { } activity && conversation.Length > 0:
                return Delivered(await client.SendActivityAsync(serviceUrl, conversation, activity, cancellationToken).ConfigureAwait(false));
            case OutboxOperation.Update when item is { Activity: { } activity, TargetId: { Length: > 0 } target } && conversation.Length > 0:
                return Delivered(await client.UpdateActivityAsync(serviceUrl, conversation, target, activity, cancellationToken).ConfigureAwait(false), target);
            case OutboxOperation.Delete when item.TargetId is { Length: > 0 } target && conversation.Length > 0:
                await client.DeleteActivityAsync(serviceUrl, conversation, target, cancellationToken).ConfigureAwait(false);
                return new(SendOutcomeKind.Delivered);
            case OutboxOperation.CreateConversation when item.NewThread is { } thread:
                thread.Activity = item.Activity ?? thread.Activity;
                if (thread.Activity is { } first)
                    (first.Id, first.CallerId) = (null, null);
                var created = await client.CreateConversationAsync(serviceUrl, thread, cancellationToken).ConfigureAwait(false);
                if (string.IsNullOrEmpty(created.Id))
                    return new(SendOutcomeKind.ParkRow) { Detail = "The connector created a conversation without an id." };
                return new(SendOutcomeKind.Delivered)
                {
                    ActivityId = created.ActivityId,
                    ConversationId = created.Id,
                    ServiceUrl = policy.IsAcceptable(created.ServiceUrl) ? created.ServiceUrl : null,
                };
            default:
                return new(SendOutcomeKind.ParkRow) { Detail = "The row lacks what its operation needs." };
        }
    }

    /// <summary>
    /// Ends a stream with its final message. Where Teams no longer takes it as one (past two minutes, ended by an attempt whose answer was
    /// lost, not what was shown), the streamed message is replaced; where that is gone, the text is sent as a message of its own.
    /// </summary>
    private async Task<SendOutcome> EndStreamAsync(string serviceUrl, string conversation, Activity activity, string stream, CancellationToken cancellationToken)
    {
        try
        {
            return Delivered(await client.SendActivityAsync(serviceUrl, conversation, activity, cancellationToken).ConfigureAwait(false), stream);
        }
        catch (ConnectorException refusal) when (TeamsStreams.IsStopped(refusal))
        {
            return new(SendOutcomeKind.Delivered) { ActivityId = stream, Detail = "The person stopped the stream." };
        }
        catch (ConnectorException refusal) when (TeamsStreams.IsRefused(refusal))
        {
            var marked = activity.Entities;
            activity.Entities = marked?.Where(entity => entity.Type != StreamInfo.EntityType).ToList() is { Count: > 0 } others ? others : null;
            try
            {
                return await ReplaceAsync(serviceUrl, conversation, activity, stream, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                activity.Entities = marked;
            }
        }
    }

    private async Task<SendOutcome> ReplaceAsync(string serviceUrl, string conversation, Activity activity, string target, CancellationToken cancellationToken)
    {
        try
        {
            return Delivered(await client.UpdateActivityAsync(serviceUrl, conversation, target, activity, cancellationToken).ConfigureAwait(false), target);
        }
        catch (ConnectorException gone) when (gone.Status != HttpStatusCode.Forbidden && TeamsStreams.IsRefused(gone))
        {
            return Delivered(await client.SendActivityAsync(serviceUrl, conversation, activity, cancellationToken).ConfigureAwait(false));
        }
    }

    private static SendOutcome Delivered(ResourceResponse response, string? fallback = null) =>
        new(SendOutcomeKind.Delivered) { ActivityId = string.IsNullOrEmpty(response.Id) ? fallback : response.Id };

    /// <summary>Types that never go over the wire; traces are for the emulator.</summary>
    private static bool IsSilent(OutboxItem item) =>
        item.Operation == OutboxOperation.Send
        && (item.Activity?.Type is ActivityTypes.Delay or ActivityTypes.InvokeResponse
            || (item.Activity?.Type == ActivityTypes.Trace && item.Reference.ChannelId != ChannelIds.Emulator));

    private static SendOutcome OutcomeOf(ConnectorException failure, OutboxOperation operation)
    {
        var kind = failure switch
        {
            { NotTrusted: true } => SendOutcomeKind.ParkConversation,
            { NotSent: true } => SendOutcomeKind.Retry,
            { Status: null } => SendOutcomeKind.Ambiguous,
            { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized } => SendOutcomeKind.Retry,
            { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.PreconditionFailed } => SendOutcomeKind.Ambiguous,
            // What is edited or deleted may be gone while the conversation lives.
            { Status: HttpStatusCode.NotFound } when operation is OutboxOperation.Update or OutboxOperation.Delete && failure.Code != "ConversationNotFound" => SendOutcomeKind.ParkRow,
            { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound } => SendOutcomeKind.ParkConversation,
            { Status: HttpStatusCode.NotImplemented } => SendOutcomeKind.ParkRow,
            { Status: >= HttpStatusCode.InternalServerError } => SendOutcomeKind.Ambiguous,
            _ => SendOutcomeKind.ParkRow,
        };
        return new(kind)
        {
            RetryAfter = failure.RetryAfter ?? (failure.Status == HttpStatusCode.Unauthorized ? AfterSecond401 : null),
            Detail = failure.Message,
        };
    }
}
