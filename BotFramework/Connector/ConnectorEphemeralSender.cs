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
    public bool Serves(string channelId) => channelId != ChannelIds.Directline;

    public async ValueTask<string?> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancellationToken)
    {
        if (reference.ServiceUrl is not { Length: > 0 } serviceUrl || reference.Conversation?.Id is not { Length: > 0 } conversation)
            return null;
        // Some connectors never answer a chunk they do not like.
        using var deadline = new CancellationTokenSource(options.Value.EphemeralTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return (await client.SendActivityAsync(serviceUrl, conversation, activity, linked.Token).ConfigureAwait(false)).Id;
        }
        catch (Exception failure) when (failure is ConnectorException or BotTokenException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogDropped(activity.Type, failure.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Dropped an ephemeral {Type}: {Reason}")]
    private partial void LogDropped(string? type, string reason);
}
