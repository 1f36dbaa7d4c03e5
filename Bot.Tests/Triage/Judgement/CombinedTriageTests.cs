using AssistantBot.Triage;
using AssistantBot.Triage.Judgement;

namespace AssistantBot.Tests.Triage.Judgement;

public sealed class CombinedTriageTests
{
    private static readonly TriageDecision Routine = new(TriageRoute.Routine, TriageReason.None, 0.05, HandoverMode.None);

    public static TheoryData<TriageReason> Reasons => [.. Enum.GetValues<TriageReason>().Where(reason => reason != TriageReason.None)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Combine_ModelSaysRoutine_LowersNothing(TriageReason reason)
    {
        var combined = new CombinedTriage(new TriageOptions());
        foreach (var mode in new[] { HandoverMode.Offer, HandoverMode.AtOnce })
        {
            var decision = new TriageDecision(TriageRoute.Human, reason, 0.6, mode) { Evidence = ["x"] };
            Assert.Same(decision, combined.Combine(decision, Says(TriageReason.None, 0.01)));
        }
    }

    [Theory]
    [InlineData(TriageReason.Distress, 0.9, HandoverMode.AtOnce)]
    [InlineData(TriageReason.Distress, 0.5, HandoverMode.Offer)]
    [InlineData(TriageReason.Sensitive, 0.9, HandoverMode.AtOnce)]
    [InlineData(TriageReason.PersonalContext, 0.9, HandoverMode.Offer)]
    [InlineData(TriageReason.AngerOrComplaint, 0.3, HandoverMode.None)]
    public void Combine_ModelSeesWhatTriageMissed_PolicyDecidesWhatHappens(TriageReason reason, double confidence, HandoverMode mode)
    {
        var joint = new CombinedTriage(new TriageOptions()).Combine(Routine, Says(reason, confidence) with { Evidence = ["ses mots"] });

        Assert.Equal(mode, joint.Mode);
        Assert.Equal(mode == HandoverMode.None ? TriageReason.None : reason, joint.Reason);
        if (mode != HandoverMode.None)
            Assert.Equal(["ses mots"], joint.Evidence);
    }

    [Fact]
    public void Combine_ReasonSwitchedOffByPolicy_IsNotRaised()
    {
        var options = new TriageOptions();
        options.Reasons[TriageReason.AngerOrComplaint] = new ReasonPolicy { Mode = HandoverMode.None };

        Assert.Equal(TriageRoute.Routine, new CombinedTriage(options).Combine(Routine, Says(TriageReason.AngerOrComplaint, 0.99)).Route);
    }

    [Fact]
    public void Combine_ModelIsGraver_IsRaisedAndTheMachineStaysSilent()
    {
        var offer = new TriageDecision(TriageRoute.Human, TriageReason.PersonalContext, 0.6, HandoverMode.Offer) { MachineMayAnswer = true };

        var joint = new CombinedTriage(new TriageOptions()).Combine(offer, Says(TriageReason.Conflict, 0.5));

        Assert.Equal((TriageReason.Conflict, HandoverMode.Offer, false), (joint.Reason, joint.Mode, joint.MachineMayAnswer));
    }

    [Fact]
    public void Combine_TriageIsGraver_TheModelTakesNothingOfItBack()
    {
        var offer = new TriageDecision(TriageRoute.Human, TriageReason.Sensitive, 0.5, HandoverMode.Offer) { MachineMayAnswer = false };

        Assert.Same(offer, new CombinedTriage(new TriageOptions()).Combine(offer, Says(TriageReason.PersonalContext, 0.99)));
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.5, false)]
    public void Combine_ModelSeesDanger_IsBelievedOnlyWhenSure(double confidence, bool danger) =>
        Assert.Equal(danger, new CombinedTriage(new TriageOptions()).Combine(Routine, Says(TriageReason.Distress, confidence) with { DangerToLife = true }).DangerToLife);

    [Fact]
    public void Combine_OfficeLetsTheModelLowerAReason_LowersThatOneOnly()
    {
        var options = new TriageOptions();
        options.Reasons[TriageReason.Ambiguous] = new ReasonPolicy { Mode = HandoverMode.Offer, ModelMayLower = true };
        var combined = new CombinedTriage(options);

        Assert.Equal(TriageRoute.Routine, combined.Combine(new TriageDecision(TriageRoute.Human, TriageReason.Ambiguous, 0.6, HandoverMode.Offer), Says(TriageReason.None, 0.1)).Route);
        Assert.Equal(TriageRoute.Human, combined.Combine(new TriageDecision(TriageRoute.Human, TriageReason.PersonalContext, 0.6, HandoverMode.Offer), Says(TriageReason.None, 0.1)).Route);
    }

    [Theory]
    [InlineData(TriageReason.Distress)]
    [InlineData(TriageReason.Conflict)]
    [InlineData(TriageReason.Sensitive)]
    [InlineData(TriageReason.ExplicitRequest)]
    public void Options_LettingTheModelLowerAGraveReason_AreRefused(TriageReason reason)
    {
        var options = new TriageOptions();
        options.For(reason).ModelMayLower = true;

        Assert.Contains("ModelMayLower", new TriageOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }

    private static ModelJudgement Says(TriageReason reason, double confidence) =>
        new(reason == TriageReason.None ? TriageRoute.Routine : TriageRoute.Human, reason, confidence);
}
