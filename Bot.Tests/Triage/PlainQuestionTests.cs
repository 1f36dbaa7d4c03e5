using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Triage;

public sealed class PlainQuestionTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    [Fact]
    public void Assess_PlainQuestionsInNoExample_AtMostOneInFifteenGoesToAPerson()
    {
        var questions = PhraseFile.Lines("plain.txt");
        var wrong = questions.Where(text => fixture.Assess(text).Route == TriageRoute.Human).ToArray();
        Assert.True(questions.Length >= 45);
        Assert.True(wrong.Length <= questions.Length / 15, string.Join('\n', wrong));
    }
}
