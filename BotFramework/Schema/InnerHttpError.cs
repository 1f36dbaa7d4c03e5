using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>The inner failure of an <see cref="Error"/>.</summary>
public sealed class InnerHttpError : ProtocolObject
{
    /// <summary>HTTP status.</summary>
    public int? StatusCode { get; set; }

    /// <summary>Its body.</summary>
    public JsonElement? Body { get; set; }
}
