using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Dialogs;

public class ChoiceRecognizersTests
{
    private static readonly IList<Choice> Topics =
    [
        new Choice("Congés payés") { Synonyms = ["vacances", "leave"] },
        new Choice("Note de frais"),
        new Choice("Salle de réunion") { Action = new CardAction { Type = ActionTypes.ImBack, Title = "Réserver une salle" } },
        new Choice("Autre"),
    ];

    [Theory]
    [InlineData("Congés payés", 0)]
    [InlineData("conges payes", 0)]
    [InlineData("je voudrais mes congés, les payés", 0)]
    [InlineData("des vacances !", 0)]
    [InlineData("LEAVE", 0)]
    [InlineData("une note pour mes frais de taxi", null)]
    [InlineData("ma note de frais", 1)]
    [InlineData("réserver une salle", 2)]
    [InlineData("autre", 3)]
    [InlineData("la première", 0)]
    [InlineData("le 2e", 1)]
    [InlineData("the third one", 2)]
    [InlineData("la dernière", 3)]
    [InlineData("the last one", 3)]
    [InlineData("l'avant-dernière", 2)]
    [InlineData("2", 1)]
    [InlineData("option 4", 3)]
    [InlineData("le numéro deux", 1)]
    [InlineData("un", 0)]
    [InlineData("le un svp", 0)]
    [InlineData("je cherche un collègue", null)]
    [InlineData("5", null)]
    [InlineData("0", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    [InlineData("   ?!", null)]
    [InlineData(null, null)]
    public void Recognize_Answer_FindsTheChoice(string? answer, int? expected)
    {
        var found = ChoiceRecognizers.RecognizeChoices(answer, Topics);
        Assert.Equal(expected, found.Count == 0 ? null : found[0].Index);
    }

    [Fact]
    public void Recognize_SeveralChoicesNamed_AreFoundInTheOrderSaid()
    {
        var found = ChoiceRecognizers.RecognizeChoices("the yellow and the red", ChoiceFactory.ToChoices(["red", "green", "yellow"]));
        Assert.Equal(["yellow", "red"], found.Select(choice => choice.Value));
    }

    [Fact]
    public void Recognize_LongestWordingWins_WhenTheyOverlap()
    {
        var found = ChoiceRecognizers.RecognizeChoices("bread pizza please", ChoiceFactory.ToChoices(["bread", "bread pizza"]));
        Assert.Equal("bread pizza", found[0].Value);
    }

    [Fact]
    public void Recognize_WordsTooFarApart_AreNotAChoice()
    {
        var choices = ChoiceFactory.ToChoices(["option blue"]);
        Assert.NotEmpty(ChoiceRecognizers.RecognizeChoices("option very very blue", choices));
        Assert.Empty(ChoiceRecognizers.RecognizeChoices("option that is of the colour blue", choices));
    }

    [Fact]
    public void Recognize_PartialMatchesAllowed_SomeWordsWillDo()
    {
        var options = new FindChoicesOptions { AllowPartialMatches = true };
        Assert.Equal(1, ChoiceRecognizers.RecognizeChoices("frais", Topics, options)[0].Index);
        Assert.Empty(ChoiceRecognizers.RecognizeChoices("frais", Topics));
    }

    [Fact]
    public void Recognize_NumbersSwitchedOff_AreIgnored()
    {
        var options = new FindChoicesOptions { RecognizeNumbers = false, RecognizeOrdinals = false };
        Assert.Empty(ChoiceRecognizers.RecognizeChoices("2", Topics, options));
        Assert.Empty(ChoiceRecognizers.RecognizeChoices("the second", Topics, options));
    }

    [Fact]
    public void Recognize_NumberInTheValue_IsTheValueFirst()
    {
        var choices = ChoiceFactory.ToChoices(["2026", "2025"]);
        Assert.Equal("2025", ChoiceRecognizers.RecognizeChoices("2025", choices)[0].Value);
    }

    [Fact]
    public void Recognize_LoneSurrogateAndEmoji_DoNotThrow()
    {
        Assert.Empty(ChoiceRecognizers.RecognizeChoices("\ud83d", Topics));
        Assert.Equal(0, ChoiceRecognizers.RecognizeChoices("👍", ChoiceFactory.ToChoices(["👍", "👎"]))[0].Index);
    }

    [Theory]
    [InlineData("directline", 5, null, true, false)]
    [InlineData("webchat", 100, null, true, false)]
    [InlineData("webchat", 101, null, false, false)]
    [InlineData("msteams", 3, "personal", true, false)]
    [InlineData("msteams", 4, "personal", false, true)]
    [InlineData("msteams", 3, "channel", false, true)]
    [InlineData("other", 2, null, false, false)]
    public void ForChannel_Channel_DecidesTheForm(string channelId, int count, string? conversationType, bool suggested, bool card)
    {
        var choices = ChoiceFactory.ToChoices([.. Enumerable.Range(1, count).Select(i => $"c{i}")]);
        var question = ChoiceFactory.ForChannel(channelId, choices, "Which?", conversationType: conversationType);
        Assert.Equal(suggested, question.SuggestedActions is not null);
        Assert.Equal(card, question.Attachments is not null);
    }

    [Fact]
    public void ForChannel_LongTitles_AreWrittenAsAList()
    {
        var question = ChoiceFactory.ForChannel("directline", ChoiceFactory.ToChoices(["a title longer than twenty characters", "b"]), "Which?");
        Assert.Null(question.SuggestedActions);
        Assert.Contains("1. a title longer", question.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Factory_NoNumbers_WritesNone()
    {
        var options = new ChoiceFactoryOptions { IncludeNumbers = false };
        Assert.Equal("Which? a or b", ChoiceFactory.Inline(ChoiceFactory.ToChoices(["a", "b"]), "Which?", options: options).Text);
        Assert.Equal("Which?\n\n   - a\n   - b", ChoiceFactory.List(ChoiceFactory.ToChoices(["a", "b"]), "Which?", options: options).Text);
    }
}
