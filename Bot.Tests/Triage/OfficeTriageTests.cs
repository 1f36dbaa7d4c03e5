using AssistantBot.Tests.Support;
using AssistantBot.Triage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Triage;

public sealed class OfficeTriageTests
{
    private const string Message = "who touched my gonzalometer again";

    [Fact]
    public async Task Add_AnApprovedExample_ChangesDecisionsWithoutARestart_AndStandsInTheOfficesFileOnce()
    {
        using var folder = new TemporaryDirectory();
        using var triage = Create(folder);
        var before = triage.Assess(new TriageInput(Message)).Confidence;

        var trial = await triage.TryAsync("en", "sensitive", Message);
        Assert.Equal(before, triage.Assess(new TriageInput(Message)).Confidence);
        await triage.AddAsync("en", "sensitive", Message);
        await triage.AddAsync("en", "sensitive", Message);

        Assert.True(trial.Added.Single().After.Confidence > before);
        Assert.True(triage.Assess(new TriageInput(Message)).Confidence > before);
        Assert.Equal(["[sensitive]", Message], File.ReadAllLines(folder.File("approved.en.txt")));
    }

    [Theory]
    [InlineData("nonsense", "text")]
    [InlineData("routine", "# a comment")]
    [InlineData("routine", "[distress]")]
    [InlineData("routine", "two\nlines")]
    public async Task Add_WhatIsNoExample_IsRefusedAndWritesNothing(string label, string text)
    {
        using var folder = new TemporaryDirectory();
        using var triage = Create(folder);

        await Assert.ThrowsAsync<TriageDataException>(() => triage.AddAsync("fr", label, text));
        Assert.False(File.Exists(folder.File("approved.fr.txt")));
    }

    [Fact]
    public async Task Add_WithoutAFolder_IsRefused()
    {
        using var triage = new OfficeTriage(Options.Create(new TriageOptions()), NullLogger<OfficeTriage>.Instance);

        Assert.False(triage.IsAvailable);
        await Assert.ThrowsAsync<InvalidOperationException>(() => triage.AddAsync("fr", "routine", "où est la salle bleue"));
    }

    private static OfficeTriage Create(TemporaryDirectory folder) =>
        new(Options.Create(new TriageOptions { ExamplesPath = Path.GetDirectoryName(folder.File("x"))! }), NullLogger<OfficeTriage>.Instance);
}
