namespace AssistantBot.Knowledge.Models;

/// <summary>The model was not called. The message says why, without anything of the prompt.</summary>
public sealed class ModelUnavailableException : Exception
{
    /// <summary>Creates the error.</summary>
    public ModelUnavailableException(ModelUnavailability why)
        : base(why switch
        {
            ModelUnavailability.OverBudget => "The budget of model calls is used up.",
            ModelUnavailability.Throttled => "The provider asked to wait.",
            ModelUnavailability.Broken => "The model is left alone after repeated failures.",
            _ => "Too many model calls are under way.",
        }) => Why = why;

    /// <summary>Why not.</summary>
    public ModelUnavailability Why { get; }
}
