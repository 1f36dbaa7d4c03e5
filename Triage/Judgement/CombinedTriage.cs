namespace AssistantBot.Triage.Judgement;

/// <summary>Joins what the classifier decided with what the model makes of the message. The model may raise; only policy lowers.</summary>
public sealed class CombinedTriage
{
    private const double SureOfDanger = 0.7;
    private readonly TriageOptions _options;
    private readonly TriagePolicy _policy;

    /// <summary>Creates it.</summary>
    public CombinedTriage(TriageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _policy = new TriagePolicy(options);
    }

    /// <summary>The decision of both.</summary>
    /// <param name="decision">What triage decided without the model.</param>
    /// <param name="judgement">What the model says, or null when it said nothing.</param>
    public TriageDecision Combine(TriageDecision decision, ModelJudgement? judgement)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (judgement is null)
            return decision;
        var raised = judgement.Route == TriageRoute.Human
            ? _policy.Decide(judgement.Reason, judgement.Confidence, judgement.DangerToLife && judgement.Confidence >= SureOfDanger) with { Evidence = judgement.Evidence }
            : decision;
        if (Strength(raised) > Strength(decision))
        {
            // What the machine may not answer for one of them, it may not answer for both.
            var mayAnswer = raised.MachineMayAnswer && (decision.Route == TriageRoute.Routine || decision.MachineMayAnswer);
            return raised with { MachineMayAnswer = mayAnswer, Evidence = raised.Evidence.Count > 0 ? raised.Evidence : decision.Evidence };
        }

        var lowers = judgement.Route == TriageRoute.Routine && decision is { Route: TriageRoute.Human, DangerToLife: false } && _options.For(decision.Reason).ModelMayLower;
        return lowers ? new TriageDecision(TriageRoute.Routine, TriageReason.None, judgement.Confidence, HandoverMode.None) : decision;
    }

    /// <summary>True when the two would do different things, or do the same for different reasons: worth a person's look.</summary>
    public static bool Disagree(TriageDecision decision, ModelJudgement judgement)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(judgement);
        return decision.Route != judgement.Route || (decision.Route == TriageRoute.Human && decision.Reason != judgement.Reason);
    }

    private static int Strength(TriageDecision decision) => decision switch
    {
        { DangerToLife: true } => 4,
        { Route: TriageRoute.Routine } => 0,
        { Mode: HandoverMode.AtOnce } => 3,
        // An offer with which no machine may answer weighs more than one beside an answer.
        { MachineMayAnswer: false } => 2,
        _ => 1,
    };
}
