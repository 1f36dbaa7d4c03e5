namespace AssistantBot.Knowledge.Models;

/// <summary>Why the model was not called.</summary>
public enum ModelUnavailability
{
    /// <summary>As many calls as allowed are under way.</summary>
    Busy,

    /// <summary>The person, the site or the installation has used up its day's budget.</summary>
    OverBudget,

    /// <summary>It failed repeatedly and is left alone for a while.</summary>
    Broken,

    /// <summary>The provider refused with a time before which it wants no call.</summary>
    Throttled,
}
