using System.Text.Json.Serialization;

namespace AssistantBot.Cards.Model;

/// <summary>Anything that stands in a card's body. The JSON <c>type</c> comes from the derived type.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AdaptiveTextBlock), "TextBlock")]
[JsonDerivedType(typeof(AdaptiveImage), "Image")]
[JsonDerivedType(typeof(AdaptiveContainer), "Container")]
[JsonDerivedType(typeof(AdaptiveColumnSet), "ColumnSet")]
[JsonDerivedType(typeof(AdaptiveFactSet), "FactSet")]
[JsonDerivedType(typeof(AdaptiveActionSet), "ActionSet")]
[JsonDerivedType(typeof(AdaptiveTextInput), "Input.Text")]
[JsonDerivedType(typeof(AdaptiveChoiceSetInput), "Input.ChoiceSet")]
public abstract class AdaptiveElement
{
    /// <summary>Id, unique in the card; an input's name in the submitted data.</summary>
    public string? Id { get; set; }

    /// <summary>Space before the element.</summary>
    public AdaptiveSpacing? Spacing { get; set; }

    /// <summary>A line before the element.</summary>
    public bool? Separator { get; set; }

    /// <summary>False hides the element until an action shows it.</summary>
    public bool? IsVisible { get; set; }
}
