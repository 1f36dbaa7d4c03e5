using System.Text.Json;
using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;
using Microsoft.VisualBasic.FileIO;
using Xunit.Abstractions;

namespace AssistantBot.Tests.Triage;

/// <summary>
/// Public sets of plain questions, where they stand beside the repository. An intent counts as informational by its name alone: chosen before
/// anything was measured, never by how its rows fare.
/// </summary>
public sealed class RoutineQuestionTests(TriageFixture fixture, ITestOutputHelper output) : IClassFixture<TriageFixture>
{
    private const int PerSet = 250;
    private const int Seed = 5;

    /// <summary>Words in an intent's name that say something went wrong in the speaker's own case, or a quarrel about money.</summary>
    private static readonly HashSet<string> OwnCase = new(StringComparer.OrdinalIgnoreCase)
    {
        "not", "wrong", "failed", "declined", "pending", "reverted", "blocked", "forgotten", "lost", "stolen", "compromised", "swallowed", "twice",
        "unable", "refund", "charged", "extra", "terminate", "damaged", "fraud", "report",
    };

    /// <summary>Words in an intent's name that say the machine is told to do something, rather than asked.</summary>
    private static readonly HashSet<string> Command =
    [
        "order", "book", "pay", "cancel", "freeze", "update", "make", "play", "schedule", "request", "redeem", "share", "roll", "flip", "call",
        "reminder", "alarm", "timer", "text", "uber", "smart",
    ];

    /// <summary>CLINC150's domains of talk and of settings of a device, where nothing is asked about.</summary>
    private static readonly string[] TalkDomains = ["small_talk", "meta"];

    [Fact]
    public void Assess_FiveHundredInformationalQuestions_AtMostThreeInAHundredGoToAPerson()
    {
        if (PhraseFile.SharedData("public/banking77/test.csv") is not { } banking || PhraseFile.SharedData("public/clinc_oos/data_full.json") is not { } clinc)
            return;
        var questions = Draw(ReadBanking(banking)).Concat(Draw(ReadClinc(clinc))).ToArray();
        Assert.Equal(2 * PerSet, questions.Length);

        var toPerson = questions
            .Select(question => (question.Intent, Decision: fixture.Assess(question.Text)))
            .Where(each => each.Decision is { Route: TriageRoute.Human, Reason: not TriageReason.NoAnswer })
            .ToArray();

        var byIntent = toPerson.GroupBy(each => $"{each.Intent} {each.Decision.Reason}").OrderByDescending(group => group.Count());
        var report = $"{toPerson.Length} of {questions.Length}: " + string.Join(", ", byIntent.Select(group => $"{group.Key} {group.Count()}"));
        output.WriteLine(report);
        Assert.True(toPerson.Length <= questions.Length * 3 / 100, report);
    }

    private static IEnumerable<(string Intent, string Text)> Draw(IEnumerable<(string Intent, string Text)> rows)
    {
        var informational = rows.Where(row => IsInformational(row.Intent)).ToArray();
        new Random(Seed).Shuffle(informational);
        return informational.Take(PerSet);
    }

    private static bool IsInformational(string intent)
    {
        var words = intent.Split('_', '?');
        return !words.Any(word => OwnCase.Contains(word) || Command.Contains(word));
    }

    private static IEnumerable<(string Intent, string Text)> ReadBanking(string path)
    {
        using var rows = new TextFieldParser(path) { TextFieldType = FieldType.Delimited, HasFieldsEnclosedInQuotes = true };
        rows.SetDelimiters(",");
        rows.ReadFields();
        while (rows.ReadFields() is [var text, var intent])
            yield return (intent, text);
    }

    private static IEnumerable<(string Intent, string Text)> ReadClinc(string path)
    {
        using var domains = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "domains.json")));
        var talk = TalkDomains.SelectMany(domain => domains.RootElement.GetProperty(domain).EnumerateArray()).Select(intent => intent.GetString()!).ToHashSet();
        using var rows = JsonDocument.Parse(File.ReadAllText(path));
        return [.. rows.RootElement.GetProperty("test").EnumerateArray().Select(row => (row[1].GetString()!, row[0].GetString()!)).Where(row => !talk.Contains(row.Item1))];
    }
}
