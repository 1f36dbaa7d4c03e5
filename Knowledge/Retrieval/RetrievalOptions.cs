using System.ComponentModel.DataAnnotations;

namespace AssistantBot.Knowledge.Retrieval;

/// <summary>When to answer, to ask back, or to say that nothing fits. Section <c>Knowledge:Retrieval</c>.</summary>
public sealed class RetrievalOptions
{
    /// <summary>Configuration section the options are bound to.</summary>
    public const string Section = "Knowledge:Retrieval";

    /// <summary>From this confidence (0 to 1) the first entry is the answer.</summary>
    [Range(0, 1)]
    public double AnswerFrom { get; set; } = 0.45;

    /// <summary>From this confidence (0 to 1) the best entries are offered as choices; below it there is no answer.</summary>
    [Range(0, 1)]
    public double ClarifyFrom { get; set; } = 0.2;

    /// <summary>A thesaurus file, or a folder of <c>.txt</c> thesaurus files, with the organisation's own words; null for the shipped ones alone. Relative to the working directory.</summary>
    public string? Thesaurus { get; set; }
}
