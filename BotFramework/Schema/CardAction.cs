using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>A button or suggested action.</summary>
public sealed class CardAction : ProtocolObject
{
    /// <summary><see cref="ActionTypes"/>.</summary>
    public string? Type { get; set; }

    /// <summary>What the button says.</summary>
    public string? Title { get; set; }

    /// <summary>Icon.</summary>
    public string? Image { get; set; }

    /// <summary>Text for the icon.</summary>
    public string? ImageAltText { get; set; }

    /// <summary>Text sent (messageBack).</summary>
    public string? Text { get; set; }

    /// <summary>Text shown as sent (messageBack).</summary>
    public string? DisplayText { get; set; }

    /// <summary>What is sent.</summary>
    public JsonElement? Value { get; set; }

    /// <summary>Channel-specific data.</summary>
    public JsonElement? ChannelData { get; set; }
}
