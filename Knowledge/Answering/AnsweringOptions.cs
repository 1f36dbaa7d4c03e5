using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Knowledge.Answering;

/// <summary>How answers are worded. Section <c>Knowledge:Answering</c>.</summary>
public sealed class AnsweringOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Knowledge:Answering";

    /// <summary>How long the model may take for a whole answer, waiting and retry included; then the passage is quoted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How many passages the model sees.</summary>
    [Range(1, 10)]
    public int Passages { get; set; } = 4;

    /// <summary>Longest answer of the model in characters; a longer one is refused.</summary>
    [Range(200, 20_000)]
    public int MaxLength { get; set; } = 2_500;

    /// <summary>
    /// From this confidence (0 to 1) of the first passage the model is asked; below it there is no answer. Its answer is shown from
    /// <c>Knowledge:Retrieval:AnswerFrom</c>; in between, the passages it chose are offered as choices.
    /// </summary>
    [Range(0, 1)]
    public double AskModelFrom { get; set; } = 0.2;
}
