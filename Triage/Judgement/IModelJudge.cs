namespace AssistantBot.Triage.Judgement;

/// <summary>Asks the model what it makes of a message: whether a person is needed, and what is asked.</summary>
public interface IModelJudge
{
    /// <summary>False when no model is configured; then nothing is ever judged.</summary>
    bool IsConfigured { get; }

    /// <summary>Judges and rewords a message in one call.</summary>
    /// <returns>Null when the model is not there, too slow, over budget, or says what cannot be read.</returns>
    Task<ModelJudgement?> JudgeAsync(JudgementRequest request, CancellationToken cancellationToken);
}
