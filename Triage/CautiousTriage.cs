using AssistantBot.Triage.Classifier;
using AssistantBot.Triage.Patterns;
using AssistantBot.Triage.Signals;
using AssistantBot.Triage.SmallTalk;
using AssistantBot.Triage.Text;

namespace AssistantBot.Triage;

/// <summary>
/// Combines danger, requests, the conversation and the classifier: each may raise the need for a person, only policy
/// lowers it.
/// </summary>
internal sealed class CautiousTriage : ITriage
{
    private const double Certain = 0.99;
    private const int ShortRemark = 10;
    private const double RemarkDiscount = 2.6;
    private const double GraveRemarkDiscount = 1.6;

    private readonly TriageClassifier _classifier;
    private readonly TriageOptions _options;
    private readonly TriagePolicy _policy;
    private readonly EvidenceReader _evidence;
    private readonly SmallTalkRecognizer _smallTalk = new();
    private readonly ConversationReader _conversation = new();
    private readonly PatternRecognizer _danger = new("Patterns/danger.txt", "danger");
    private readonly PatternRecognizer _request = new("Patterns/explicit.txt", "request");

    public CautiousTriage(TriageClassifier classifier, TriageOptions options)
    {
        _classifier = classifier;
        _options = options;
        _policy = new TriagePolicy(options);
        _evidence = new EvidenceReader(classifier);
    }

    /// <inheritdoc/>
    public TriageDecision Assess(TriageInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var text = MessageText.Read(input.Text);
        if (_danger.Find(text) is { } danger)
        {
            return _policy.Decide(TriageReason.Distress, Certain, danger: true) with { Evidence = [text.QuoteWhole(danger.FirstToken, danger.TokenCount)] };
        }

        if (_request.Find(text, out var denied) is { } request)
        {
            return _policy.Decide(TriageReason.ExplicitRequest, Certain, danger: false) with { Evidence = [text.QuoteWhole(request.FirstToken, request.TokenCount)] };
        }

        var judgement = Judge(text, denied);
        var signal = _conversation.Read(input, text);
        var (reason, confidence) = Combine(judgement, signal, input, text.Tokens.Length);
        var decision = _policy.Decide(reason, confidence, danger: false);
        return decision.Route == TriageRoute.Routine
            ? decision
            : decision with { Evidence = [.. signal.Evidence, .. _evidence.Strongest(text)] };
    }

    /// <summary>The classifier's view, unless the message is ordinary talk or only speaks about people ("how many agents...").</summary>
    private ClassifierJudgement Judge(MessageText text, bool requestDenied)
    {
        var judgement = _classifier.Judge(text);
        if (requestDenied && judgement.Reason == TriageReason.ExplicitRequest)
        {
            judgement = judgement with { Human = Math.Min(judgement.Human, 0.3) };
        }

        return _smallTalk.Recognize(text) == SmallTalkKind.None ? judgement : judgement with { Human = Math.Min(judgement.Human, 0.05) };
    }

    /// <summary>
    /// A short remark amid a conversation ("it's been nine", "c'est refusé") says little by itself; its weight comes
    /// from the conversation. Grave reasons keep more of theirs.
    /// </summary>
    private static double InContext(ClassifierJudgement judgement, int words)
    {
        if (words > ShortRemark || judgement.Reason == TriageReason.ExplicitRequest)
        {
            return judgement.Human;
        }

        var discount = judgement.Reason is TriageReason.Distress or TriageReason.Sensitive ? GraveRemarkDiscount : RemarkDiscount;
        var odds = judgement.Human / Math.Max(1e-9, 1 - judgement.Human) / discount;
        return odds / (1 + odds);
    }

    private (TriageReason Reason, double Confidence) Combine(
        ClassifierJudgement judgement, ConversationSignal signal, TriageInput input, int words)
    {
        if (input.History.Count == 0 && input.RejectedAnswers == 0)
        {
            return (judgement.Reason, judgement.Human);
        }

        var failing = signal switch
        {
            { Resolved: true } => 0.0,
            { Evidence.Count: 0 } when input.RejectedAnswers < _options.FailuresBeforeOffer => 0.0,
            _ when signal.Failures >= _options.FailuresBeforeOffer + 1 => 0.9,
            { Frustrated: true } when signal.Failures >= 1 => 0.8,
            _ when signal.Failures >= _options.FailuresBeforeOffer => 0.7,
            _ => 0.0,
        };
        var settled = signal.Resolved && judgement.Human < 0.8;
        var said = settled ? Math.Min(judgement.Human, 0.3) : InContext(judgement, words);
        return failing > said ? (TriageReason.RepeatedFailure, failing) : (judgement.Reason, said);
    }
}
