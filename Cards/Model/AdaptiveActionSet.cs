namespace AssistantBot.Cards.Model;

/// <summary>Buttons within the body. Old clients use an action's fallback only here, not in the card's own actions.</summary>
public sealed class AdaptiveActionSet : AdaptiveElement
{
    /// <summary>The buttons.</summary>
    public List<AdaptiveAction> Actions { get; init; } = [];
}
