using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>A button. The JSON <c>type</c> comes from the derived type.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AdaptiveExecuteAction), "Action.Execute")]
[JsonDerivedType(typeof(AdaptiveSubmitAction), "Action.Submit")]
[JsonDerivedType(typeof(AdaptiveOpenUrlAction), "Action.OpenUrl")]
[JsonDerivedType(typeof(AdaptiveShowCardAction), "Action.ShowCard")]
[JsonDerivedType(typeof(AdaptiveToggleVisibilityAction), "Action.ToggleVisibility")]
public abstract class AdaptiveAction
{
    /// <summary>Id, unique in the card.</summary>
    public string? Id { get; set; }

    /// <summary>What the button says.</summary>
    public string? Title { get; set; }

    /// <summary>Style of the button.</summary>
    public AdaptiveActionStyle? Style { get; set; }

    /// <summary>What a client that does not know this action shows instead, or null.</summary>
    public AdaptiveAction? Fallback { get; set; }
}
