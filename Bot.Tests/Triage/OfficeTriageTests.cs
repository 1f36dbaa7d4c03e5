using System.Diagnostics;
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

    [Fact]
    public async Task Add_ToAFileWhoseLastLineIsOpen_BeginsALineOfItsOwn()
    {
        using var folder = new TemporaryDirectory();
        using var triage = Create(folder);
        await File.WriteAllTextAsync(folder.File("approved.en.txt"), "[routine]\nwhere is the blue room");
        await triage.AddAsync("en", "sensitive", Message);
        Assert.Equal(["[routine]", "where is the blue room", "[sensitive]", Message], File.ReadAllLines(folder.File("approved.en.txt")));
    }

    [Fact]
    public async Task Add_WhileAnotherFileIsBroken_IsRefusedAndWritesNothing()
    {
        using var folder = new TemporaryDirectory();
        using var triage = Create(folder);
        await triage.AddAsync("en", "routine", "where is the blue room");
        var before = triage.Assess(new TriageInput(Message)).Confidence;
        await File.WriteAllTextAsync(folder.File("mine.fr.txt"), "[routine]\noù est la salle bleue\n[nonsense]\n");

        var refused = await Assert.ThrowsAsync<TriageDataException>(() => triage.AddAsync("en", "sensitive", Message));

        Assert.Equal(("mine.fr.txt", 3), (Path.GetFileName(refused.File), refused.Line));
        Assert.Equal(["[routine]", "where is the blue room"], File.ReadAllLines(folder.File("approved.en.txt")));
        Assert.Equal(before, triage.Assess(new TriageInput(Message)).Confidence);
    }

    [Fact]
    public async Task Add_RoutineAgainstAFixedPattern_SaysThatAPersonIsNeededStill()
    {
        const string Danger = "I want to kill myself";
        using var folder = new TemporaryDirectory();
        using var triage = Create(folder);
        Assert.Equal(TriageRoute.Human, (await triage.AddAsync("en", "routine", Danger)).Route);
        Assert.Equal(TriageRoute.Routine, (await triage.AddAsync("en", "routine", "where is the blue gonzalometer room")).Route);
    }

    [Fact]
    public async Task Folder_EditedByHand_IsReadAgain_AndABrokenFileLeavesTheLastGoodOne()
    {
        using var folder = new TemporaryDirectory();
        var log = new RecordingLogger<OfficeTriage>();
        using var triage = new OfficeTriage(Options.Create(new TriageOptions { ExamplesPath = Path.GetDirectoryName(folder.File("x"))! }), log);
        var before = triage.Assess(new TriageInput(Message)).Confidence;

        await File.WriteAllTextAsync(folder.File("mine.en.txt"), $"[sensitive]\n{Message}\n");
        await UntilAsync(() => triage.Assess(new TriageInput(Message)).Confidence > before);
        var learnt = triage.Assess(new TriageInput(Message)).Confidence;

        await File.WriteAllTextAsync(folder.File("mine.en.txt"), $"[nonsense]\n{Message}\n");
        await UntilAsync(() => log.Lines.Any(line => line.Contains("mine.en.txt", StringComparison.Ordinal) && line.StartsWith("Error", StringComparison.Ordinal)));
        Assert.Equal(learnt, triage.Assess(new TriageInput(Message)).Confidence);

        File.Delete(folder.File("mine.en.txt"));
        await UntilAsync(() => triage.Assess(new TriageInput(Message)).Confidence == before);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "It did not happen.");
            await Task.Yield();
        }
    }

    private static OfficeTriage Create(TemporaryDirectory folder) =>
        new(Options.Create(new TriageOptions { ExamplesPath = Path.GetDirectoryName(folder.File("x"))! }), NullLogger<OfficeTriage>.Instance);
}
