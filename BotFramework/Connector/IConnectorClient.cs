using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Connector;

/// <summary>
/// The Bot Connector's REST calls that the product needs (protocol 3.1). Every call takes the service URL of its conversation.
/// Nothing is retried here except once with a fresh token after a 401.
/// </summary>
/// <exception cref="ConnectorException">A call failed, or the service URL is not one the bot may send to.</exception>
/// <exception cref="Authentication.BotTokenException">The bot's token cannot be had.</exception>
public interface IConnectorClient
{
    /// <summary>Creates a conversation.</summary>
    Task<ConversationResourceResponse> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken);

    /// <summary>Sends an activity; a reply when <paramref name="activity"/> has a <c>replyToId</c>.</summary>
    Task<ResourceResponse> SendActivityAsync(string serviceUrl, string conversationId, Activity activity, CancellationToken cancellationToken);

    /// <summary>Replaces an activity.</summary>
    Task<ResourceResponse> UpdateActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken);

    /// <summary>Deletes an activity.</summary>
    Task DeleteActivityAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellationToken);

    /// <summary>All members. In Teams only for small conversations.</summary>
    Task<IList<ChannelAccount>> GetMembersAsync(string serviceUrl, string conversationId, CancellationToken cancellationToken);

    /// <summary>One member; null when nobody of that id is in the conversation.</summary>
    Task<ChannelAccount?> GetMemberAsync(string serviceUrl, string conversationId, string memberId, CancellationToken cancellationToken);

    /// <summary>A page of members.</summary>
    Task<PagedMembersResult> GetPagedMembersAsync(string serviceUrl, string conversationId, int pageSize, string? continuationToken, CancellationToken cancellationToken);
}
