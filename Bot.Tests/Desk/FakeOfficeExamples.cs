using AssistantBot.Triage;
using AssistantBot.Triage.Classifier;

namespace AssistantBot.Tests.Desk;

/// <summary>An office's examples in memory; nothing is trained.</summary>
internal sealed class FakeOfficeExamples : IOfficeExamples
{
    private static readonly TriageDecision Routine = new(TriageRoute.Routine, TriageReason.None, 0.1, HandoverMode.None);

    public List<(string Language, string Label, string Text)> Added { get; } = [];

    public bool IsAvailable { get; set; } = true;

    /// <summary>What is decided once an example is there.</summary>
    public TriageDecision After { get; set; } = Routine;

    /// <summary>What is wrong with a file that somebody edited; null when nothing is.</summary>
    public TriageDataException? Broken { get; set; }

    public Task<TriageTrial> TryAsync(string language, string label, string text) =>
        Task.FromResult(new TriageTrial([new(new LabelledExample(text, TriageReason.None, language, "approved", 1), Routine, After)], []));

    public Task<TriageDecision> AddAsync(string language, string label, string text)
    {
        if (Broken is not null)
            return Task.FromException<TriageDecision>(Broken);
        Added.Add((language, label, text));
        return Task.FromResult(After);
    }
}
