using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Triage;

public sealed class TriagePolicyTests
{
    [Theory]
    [InlineData(TriageReason.Distress, 0.9, HandoverMode.AtOnce)]
    [InlineData(TriageReason.Distress, 0.6, HandoverMode.Offer)]
    [InlineData(TriageReason.Sensitive, 0.8, HandoverMode.AtOnce)]
    [InlineData(TriageReason.AngerOrComplaint, 0.7, HandoverMode.Offer)]
    [InlineData(TriageReason.AngerOrComplaint, 0.9, HandoverMode.AtOnce)]
    [InlineData(TriageReason.PersonalContext, 0.99, HandoverMode.Offer)]
    [InlineData(TriageReason.Ambiguous, 0.99, HandoverMode.Offer)]
    [InlineData(TriageReason.Conflict, 0.3, HandoverMode.None)]
    [InlineData(TriageReason.Conflict, 0.45, HandoverMode.Offer)]
    [InlineData(TriageReason.Ambiguous, 0.45, HandoverMode.None)]
    public void Decide_Defaults_AtOnceWhereClearOfferWhereUnsure(TriageReason reason, double confidence, HandoverMode expected)
    {
        var decision = new TriagePolicy(new TriageOptions()).Decide(reason, confidence, danger: false);
        Assert.Equal(expected, decision.Mode);
        Assert.Equal(expected == HandoverMode.None ? TriageRoute.Routine : TriageRoute.Human, decision.Route);
    }

    [Fact]
    public void Decide_Danger_OverridesEverySetting()
    {
        var options = new TriageOptions();
        options.Reasons[TriageReason.Distress].Mode = HandoverMode.Offer;
        var decision = new TriagePolicy(options).Decide(TriageReason.Distress, 0.99, danger: true);
        Assert.Equal((HandoverMode.AtOnce, true, false), (decision.Mode, decision.DangerToLife, decision.MachineMayAnswer));
    }

    [Fact]
    public void Decide_ReasonSwitchedOff_StaysRoutine()
    {
        using var services = TriageFixture.Services(new() { ["Triage:Reasons:Ambiguous:Mode"] = "None" });
        var options = services.GetRequiredService<IOptions<TriageOptions>>().Value;
        Assert.Equal(TriageRoute.Routine, new TriagePolicy(options).Decide(TriageReason.Ambiguous, 0.99, danger: false).Route);
        Assert.Equal(HandoverMode.AtOnce, options.For(TriageReason.Distress).Mode);
    }

    [Theory]
    [InlineData("Triage:OfferFrom", "1.5", "OfferFrom")]
    [InlineData("Triage:FailuresBeforeOffer", "0", "FailuresBeforeOffer")]
    [InlineData("Triage:Reasons:Conflict:SureFrom", "7", "Conflict:SureFrom")]
    [InlineData("Triage:Reasons:Conflict:OfferFrom", "0", "Conflict:OfferFrom")]
    [InlineData("Triage:Reasons:ExplicitRequest:Mode", "None", "ask for a person")]
    [InlineData("Triage:Reasons:Distress:Mode", "None", "danger to life")]
    [InlineData("Triage:ExamplesPath", "/no/such/folder", "does not exist")]
    public void Options_Impossible_AreRefusedByName(string key, string value, string named)
    {
        using var services = TriageFixture.Services(new() { [key] = value });
        var refused = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ITriage>());
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }
}
