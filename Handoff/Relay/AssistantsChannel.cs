using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Handoff.Relay;

/// <summary>The Teams channel where handoffs are shown.</summary>
/// <param name="ServiceUrl">The Connector's address.</param>
/// <param name="ChannelId">The channel, <c>19:…@thread.tacv2</c>.</param>
/// <param name="TenantId">Entra tenant, or null.</param>
/// <param name="Bot">The bot's account there.</param>
public sealed record AssistantsChannel(string ServiceUrl, string ChannelId, string? TenantId, ChannelAccount Bot)
{
    /// <summary>What Teams needs to create a private chat in the tenant; null when the tenant is not known.</summary>
    internal JsonElement? TenantData() => TenantId is null
        ? null
        : JsonSerializer.SerializeToElement(new TeamsChannelData { Tenant = new TenantInfo { Id = TenantId } }, ActivityJson.Context.TeamsChannelData);
}
