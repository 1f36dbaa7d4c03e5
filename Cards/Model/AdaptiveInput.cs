namespace AssistantBot.Cards.Model;

/// <summary>Something the person fills in; its id names the value in the submitted data.</summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    /// <summary>The label, read by screen readers.</summary>
    public string? Label { get; set; }

    /// <summary>True when it must be filled in.</summary>
    public bool? IsRequired { get; set; }

    /// <summary>Shown when it is not.</summary>
    public string? ErrorMessage { get; set; }
}
