using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AssistantBot.BotFramework.Connector;

/// <summary>Sends typing and Teams stream chunks. What fails is dropped: the final message is a normal effect.</summary>
internal sealed partial class ConnectorEphemeralSender(
    IConnectorClient client, IOptions<ConnectorOptions> options, TimeProvider time, ILogger<ConnectorEphemeralSender> logger) : IEphemeralSender
{
    private static readonly EphemeralOutcome Dropped = new(EphemeralOutcomeKind.Dropped);

    public bool Serves(string channelId) => channelId != ChannelIds.Directline;

    public async ValueTask<EphemeralOutcome> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken)
    {
        if (reference.ServiceUrl is not { Length: > 0 } serviceUrl || reference.Conversation?.Id is not { Length: > 0 } conversation)
            return Dropped;
        // Some connectors never answer a chunk they do not like.
        using var deadline = new CancellationTokenSource(options.Value.EphemeralTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var answer = await client.SendActivityAsync(serviceUrl, conversation, activity, linked.Token).ConfigureAwait(false);
            return new(EphemeralOutcomeKind.Shown) { Id = answer.Id };
        }
        catch (ConnectorException failure)
        {
            LogDropped(activity.Type, failure.Message);
            return new(TeamsStreams.IsStopped(failure) ? EphemeralOutcomeKind.Stopped
                : TeamsStreams.IsRefused(failure) ? EphemeralOutcomeKind.Refused
                : EphemeralOutcomeKind.Dropped)
            {
                RetryAfter = failure.RetryAfter,
            };
        }
        catch (Exception failure) when (failure is BotTokenException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogDropped(activity.Type, failure.Message);
            return Dropped;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Dropped an ephemeral {Type}: {Reason}")]
    private partial void LogDropped(string? type, string reason);
}
