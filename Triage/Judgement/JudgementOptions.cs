using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Triage.Judgement;

/// <summary>How the model takes part in triage, when one is configured. Section <c>Triage:Model</c>.</summary>
public sealed class JudgementOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Triage:Model";

    /// <summary>False to let the classifier decide alone and questions stay as they were asked.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long the model may take; then the classifier decides alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(4);
}
