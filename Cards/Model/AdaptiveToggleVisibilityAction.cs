namespace AssistantBot.Cards.Model;

/// <summary>Shows or hides elements.</summary>
public sealed class AdaptiveToggleVisibilityAction : AdaptiveAction
{
    /// <summary>Ids of the elements.</summary>
    public List<string> TargetElements { get; init; } = [];
}
