using System.Text.Json;

namespace AssistantBot.Cards.Model;

/// <summary>Sends the card's inputs and data as a message without text.</summary>
public sealed class AdaptiveSubmitAction : AdaptiveAction
{
    /// <summary>Data sent along, with the inputs merged in by the client. It comes back untrusted.</summary>
    public JsonElement? Data { get; set; }
}
