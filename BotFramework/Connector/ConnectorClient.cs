using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Connector;

/// <summary>The connector's routes over <see cref="ConnectorTransport"/>.</summary>
internal sealed class ConnectorClient(ConnectorTransport transport) : IConnectorClient
{
    public Task<ConversationResourceResponse> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", JsonSerializer.SerializeToUtf8Bytes(parameters, ActivityJson.Context.ConversationParameters),
            ActivityJson.Context.ConversationResourceResponse, cancellationToken);

    public Task<ResourceResponse> SendActivityAsync(string serviceUrl, string conversationId, Activity activity, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(conversationId)}/activities";
        if (activity.ReplyToId is { Length: > 0 } target)
            path += "/" + Uri.EscapeDataString(target);
        return CallAsync(HttpMethod.Post, serviceUrl, path, Write(activity, null), ActivityJson.Context.ResourceResponse, cancellationToken);
    }

    public Task<ResourceResponse> UpdateActivityAsync(string serviceUrl, string conversationId, string activityId, Activity activity, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Put, serviceUrl, $"{Conversation(conversationId)}/activities/{Uri.EscapeDataString(activityId)}", Write(activity, activityId),
            ActivityJson.Context.ResourceResponse, cancellationToken);

    public Task DeleteActivityAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellationToken) =>
        transport.SendAsync(HttpMethod.Delete, serviceUrl, $"{Conversation(conversationId)}/activities/{Uri.EscapeDataString(activityId)}", null, cancellationToken);

    public Task<IList<ChannelAccount>> GetMembersAsync(string serviceUrl, string conversationId, CancellationToken cancellationToken) =>
        GetAsync(serviceUrl, $"{Conversation(conversationId)}/members", ActivityJson.Context.IListChannelAccount, cancellationToken);

    public async Task<ChannelAccount?> GetMemberAsync(string serviceUrl, string conversationId, string memberId, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(serviceUrl, $"{Conversation(conversationId)}/members/{Uri.EscapeDataString(memberId)}", ActivityJson.Context.ChannelAccount, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException absent) when (absent.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public Task<PagedMembersResult> GetPagedMembersAsync(string serviceUrl, string conversationId, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var path = $"{Conversation(conversationId)}/pagedmembers?pageSize={pageSize.ToString(CultureInfo.InvariantCulture)}";
        if (continuationToken is not null)
            path += "&continuationToken=" + Uri.EscapeDataString(continuationToken);
        return GetAsync(serviceUrl, path, ActivityJson.Context.PagedMembersResult, cancellationToken);
    }

    private static string Conversation(string conversationId) => "v3/conversations/" + Uri.EscapeDataString(conversationId);

    /// <summary>The channel gives ids: ours stay here, except where one names what is replaced.</summary>
    private static byte[] Write(Activity activity, string? id)
    {
        var (ownId, callerId) = (activity.Id, activity.CallerId);
        (activity.Id, activity.CallerId) = (id, null);
        try
        {
            return ActivityJson.WriteUtf8(activity);
        }
        finally
        {
            (activity.Id, activity.CallerId) = (ownId, callerId);
        }
    }

    private Task<T> GetAsync<T>(string serviceUrl, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        CallAsync(HttpMethod.Get, serviceUrl, path, null, type, cancellationToken);

    private async Task<T> CallAsync<T>(HttpMethod method, string serviceUrl, string path, byte[]? body, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var answer = await transport.SendAsync(method, serviceUrl, path, body, cancellationToken).ConfigureAwait(false);
        try
        {
            if (answer.Length > 0 && JsonSerializer.Deserialize(answer, type) is { } result)
                return result;
        }
        catch (JsonException) when (method != HttpMethod.Get)
        {
            // The connector has it; some channels answer with text or nothing.
        }
        catch (JsonException malformed)
        {
            throw new ConnectorException("The connector's answer could not be read.", malformed);
        }

        return JsonSerializer.Deserialize(type == (object)ActivityJson.Context.IListChannelAccount ? "[]"u8 : "{}"u8, type)!;
    }
}
