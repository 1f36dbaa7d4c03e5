using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Body of the answer to an <c>adaptiveCard/action</c> invoke; the HTTP status is always 200.</summary>
public sealed class AdaptiveCardInvokeResponse : ProtocolObject
{
    /// <summary>200, 401, 412, 400 or 500.</summary>
    public int StatusCode { get; set; }

    /// <summary>Content type of <see cref="Value"/>.</summary>
    public string? Type { get; set; }

    /// <summary>A card, a text, or <c>{ code, message }</c>.</summary>
    public JsonElement? Value { get; set; }
}
