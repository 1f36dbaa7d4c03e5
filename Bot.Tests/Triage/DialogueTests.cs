using AssistantBot.Triage;

namespace AssistantBot.Tests.Triage;

/// <summary>Dialogues of our own: <c>U</c> is the person, <c>B</c> the bot, <c>U*</c> the message after which a person is brought in.</summary>
public sealed class DialogueTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    public static TheoryData<string> Dialogues => new(File.ReadAllText(Path.Combine(Folder(), "Phrases", "dialogues.txt")).Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    [Fact]
    public void Dialogues_AreFortyOrMore() => Assert.True(Dialogues.Count >= 40);

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void Assess_EachTurn_BringsAPersonWhereExpected(string dialogue)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        var history = new List<TriageTurn>();
        var expected = dialogue.Contains("\nU* ", StringComparison.Ordinal) || dialogue.StartsWith("U* ", StringComparison.Ordinal);
        foreach (var line in dialogue.Split('\n'))
        {
            var text = line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim();
            if (line[0] == 'U')
            {
                var decision = fixture.Triage.Assess(new TriageInput(text) { History = [.. history] });
                var human = decision.Route == TriageRoute.Human;
                Assert.True(human == line.StartsWith("U*", StringComparison.Ordinal), $"{decision.Reason} {decision.Confidence:0.00} at \"{text}\" ({string.Join("; ", decision.Evidence)})");
                if (human)
                {
                    return;
                }
            }

            history.Add(new TriageTurn(line[0] == 'U', text));
        }

        Assert.False(expected);
    }

    [Fact]
    public void Assess_AnswersRejectedByButton_OffersAPerson()
    {
        var decision = fixture.Triage.Assess(new TriageInput("and for the second site?") { RejectedAnswers = 2, History = [new(true, "opening hours?"), new(false, "8 to 5.")] });
        Assert.Equal((TriageReason.RepeatedFailure, HandoverMode.Offer), (decision.Reason, decision.Mode));
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
