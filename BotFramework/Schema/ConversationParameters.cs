using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>What conversation to create (protocol: POST v3/conversations).</summary>
public sealed class ConversationParameters : ProtocolObject
{
    /// <summary>True for a group.</summary>
    public bool? IsGroup { get; set; }

    /// <summary>The bot.</summary>
    public ChannelAccount? Bot { get; set; }

    /// <summary>Its members; exactly one for a Teams 1:1 chat.</summary>
    public IList<ChannelAccount>? Members { get; set; }

    /// <summary>Title.</summary>
    public string? TopicName { get; set; }

    /// <summary>First activity; mandatory for a Teams channel thread.</summary>
    public Activity? Activity { get; set; }

    /// <summary>Teams: <c>{ channel: { id } }</c>.</summary>
    public JsonElement? ChannelData { get; set; }

    /// <summary>Entra tenant.</summary>
    public string? TenantId { get; set; }
}
