using AssistantBot.Tests.Triage.Phrases;
using AssistantBot.Triage;
using AssistantBot.Triage.SmallTalk;

namespace AssistantBot.Tests.Triage;

public sealed class SmallTalkRecognizerTests(TriageFixture fixture) : IClassFixture<TriageFixture>
{
    private readonly SmallTalkRecognizer _recognizer = new();

    [Fact]
    public void Recognize_TwoHundredMessages_NamesEachKind()
    {
        var wrong = PhraseFile.Lines("ordinary-talk.tsv")
            .Select(line => line.Split('\t'))
            .Where(line => _recognizer.Recognize(line[1]) != Enum.Parse<SmallTalkKind>(line[0]))
            .Select(line => $"{line[0]}: {line[1]} -> {_recognizer.Recognize(line[1])}")
            .ToArray();
        Assert.True(PhraseFile.Lines("ordinary-talk.tsv").Length >= 200);
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Assess_OrdinaryTalk_NeverReachesAPerson()
    {
        var wrong = PhraseFile.Lines("ordinary-talk.tsv").Select(line => line.Split('\t')[1]).Where(text => fixture.Assess(text).Route == TriageRoute.Human).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Recognize_AMessageThatSaysMore_IsNone()
    {
        var wrong = PhraseFile.Lines("more-than-talk.txt").Where(text => _recognizer.Recognize(text) != SmallTalkKind.None).ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\ud800")]
    [InlineData("\0\u202e\ufeff")]
    public void Recognize_OddText_DoesNotThrow(string text) => _recognizer.Recognize(text);
}
