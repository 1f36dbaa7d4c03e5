using AssistantBot.Triage;
using AssistantBot.Triage.Judgement;

namespace AssistantBot.Tests.Dialogs;

/// <summary>Judges as a test says; off until it does.</summary>
internal sealed class FakeModelJudge : IModelJudge
{
    public Func<JudgementRequest, ModelJudgement?>? Script { get; set; }

    public List<JudgementRequest> Requests { get; } = [];

    public bool IsConfigured => Script is not null;

    public Task<ModelJudgement?> JudgeAsync(JudgementRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Script?.Invoke(request));
    }

    public static ModelJudgement Routine(string? question = null) => new(TriageRoute.Routine, TriageReason.None, 0.05) { Question = question };

    public static ModelJudgement Human(TriageReason reason, double confidence = 0.95) => new(TriageRoute.Human, reason, confidence) { Evidence = ["ses mots"] };
}
