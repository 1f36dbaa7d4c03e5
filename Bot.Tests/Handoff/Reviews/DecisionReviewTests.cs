using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Reviews;
using AssistantBot.Tests.Dialogs;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Handoff.Reviews;

/// <summary>Triage decisions that assistants mark as wrong.</summary>
public sealed class DecisionReviewTests
{
    [Fact]
    public async Task Mark_IsListedUntilItIsSettled_AndALaterMarkReplacesIt()
    {
        var world = await OfficeWorld.AcceptedAsync();
        var id = world.Handoffs.Requests[0].Id;
        var reviews = world.Services.GetRequiredService<DecisionReviews>();

        Assert.True((await ReviewAsync(world, id, 0, "routine")).Ok);
        await ReviewAsync(world, id, 3, "distress");
        await ReviewAsync(world, id, 0, "conflict");
        Assert.Equal([(0L, "conflict"), (3L, "distress")], (await reviews.ListOpenAsync(CancellationToken.None)).Select(open => (open.Review.Line, open.Review.Label)));

        await ReviewAsync(world, id, 3, "distress", DecisionReview.Dismissed);
        Assert.Equal(0, Assert.Single(await reviews.ListOpenAsync(CancellationToken.None)).Review.Line);
    }

    [Fact]
    public async Task Mark_KeepsNoWordOfThePerson_AndSaysNothingToThem()
    {
        var world = await OfficeWorld.AcceptedAsync("Je veux parler à une personne. Canari-4711");
        var before = world.Texts(OfficeWorld.Web).Count;

        await ReviewAsync(world, world.Handoffs.Requests[0].Id, 0, "routine");

        var line = world.Handoffs.Events.Single(line => line.Kind == HandoffEventKind.DecisionReviewed);
        Assert.DoesNotContain("Canari", line.Text, StringComparison.Ordinal);
        Assert.Equal("Sophie", line.ActorName);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData("routine", "whatever")]
    public async Task Mark_OfAnUnknownLabelOrOutcome_IsRefused(string label, string? settled)
    {
        var world = await OfficeWorld.AcceptedAsync();

        Assert.False((await ReviewAsync(world, world.Handoffs.Requests[0].Id, 0, label, settled)).Ok);
        Assert.DoesNotContain(world.Handoffs.Events, line => line.Kind == HandoffEventKind.DecisionReviewed);
    }

    [Fact]
    public async Task Mark_OfAConfidentialHandoff_IsForItsAssistantAlone()
    {
        var world = await OfficeWorld.AcceptedAsync("Ma mère est à l'hôpital.");

        Assert.False((await world.DeskAsync(DeskCommands.Review, new DeskReview(world.Handoffs.Requests[0].Id, 0, "routine"), "Karim")).Ok);
        Assert.True((await ReviewAsync(world, world.Handoffs.Requests[0].Id, 0, "routine")).Ok);
    }

    [Theory]
    [InlineData("Je suis Ana Martin, mon dossier 123 456 78, ana@exemple.fr ou 06 12 34 56 78", "Je suis Camille Camille, mon dossier 0, … ou 0")]
    [InlineData("Voir https://exemple.fr/x avec M. Durand, réf AB-2044", "Voir … avec M. X, réf 0")]
    [InlineData("Je pars le 12 mai à 9 h", "Je pars le 12 mai à 9 h")]
    public void Mask_ProposesARewriteWithoutWhatNamesThePerson(string text, string proposal) => Assert.Equal(proposal, ExampleMask.Propose(text, "Ana Martin"));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("[routine]", "empty")]
    [InlineData("deux\nlignes", "empty")]
    [InlineData("mon  DOSSIER est bloqué !", "copy")]
    [InlineData("le dossier d'Ana est bloqué", "personal")]
    [InlineData("appelez le 06 12 34 56 78", "personal")]
    [InlineData("le dossier de quelqu'un reste bloqué depuis mardi", null)]
    public void Mask_RefusesCopiesAndWhatNamesThePerson(string rewrite, string? refusal) =>
        Assert.Equal(refusal, ExampleMask.Refuse(rewrite, "Mon dossier est bloqué.", "Ana Martin"));

    private static Task<DeskResult> ReviewAsync(OfficeWorld world, string id, long line, string label, string? settled = null) =>
        world.DeskAsync(DeskCommands.Review, new DeskReview(id, line, label, settled));
}
