using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>The action of an <c>adaptiveCard/action</c> invoke.</summary>
public sealed class AdaptiveCardInvokeAction : ProtocolObject
{
    /// <summary><c>Action.Execute</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Id of the action element.</summary>
    public string? Id { get; set; }

    /// <summary>The card author's verb.</summary>
    public string? Verb { get; set; }

    /// <summary>The action's data with the inputs merged in; untrusted.</summary>
    public JsonElement? Data { get; set; }
}
