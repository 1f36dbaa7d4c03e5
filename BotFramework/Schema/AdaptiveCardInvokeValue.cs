using System.Text.Json;

namespace AssistantBot.BotFramework.Schema;

/// <summary>Value of an <c>adaptiveCard/action</c> invoke.</summary>
public sealed class AdaptiveCardInvokeValue : ProtocolObject
{
    /// <summary>The action.</summary>
    public AdaptiveCardInvokeAction? Action { get; set; }

    /// <summary><c>manual</c> or <c>automatic</c>.</summary>
    public string? Trigger { get; set; }

    /// <summary>Magic code of a sign-in.</summary>
    public string? State { get; set; }

    /// <summary>Token of a sign-in.</summary>
    public JsonElement? Authentication { get; set; }
}
