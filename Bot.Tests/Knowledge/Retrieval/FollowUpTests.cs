using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>What the little words of a question say about leaning on the one before.</summary>
public sealed class FollowUpTests
{
    [Theory]
    [InlineData("fr", "c'est payé ?", "Points")]
    [InlineData("fr", "Combien de temps ?", "Points")]
    [InlineData("fr", "qui le remplace ?", "Points")]
    [InlineData("fr", "où la trouver ?", "Points")]
    [InlineData("fr", "et dans ce cas ?", "Points")]
    [InlineData("en", "Is it paid?", "Points")]
    [InlineData("en", "until when?", "Points")]
    [InlineData("en", "do they expire?", "Points")]
    [InlineData("fr", "et pour les stagiaires ?", "Qualifies")]
    [InlineData("fr", "et si je démissionne ?", "Qualifies")]
    [InlineData("en", "and for interns?", "Qualifies")]
    [InlineData("en", "what if I resign?", "Qualifies")]
    [InlineData("fr", "et la cantine ?", "Adds")]
    [InlineData("en", "what about Sundays?", "Adds")]
    [InlineData("fr", "parking ?", "Short")]
    [InlineData("fr", "où est le parking ?", "Short")]
    [InlineData("en", "what should I bring?", "Short")]
    [InlineData("fr", "j'ai perdu mon badge en venant", "None")]
    [InlineData("fr", "il faut réserver une salle de réunion", "None")]
    [InlineData("en", "I forgot my password", "None")]
    [InlineData("en", "how do I delete my account?", "None")]
    public void KindOf_LittleWords_SayHowItLeans(string language, string text, string kind) =>
        Assert.Equal(kind, FollowUp.KindOf(text, language).ToString());

    [Theory]
    [InlineData("fr", "ça se passe comment, le premier jour ?")]
    [InlineData("fr", "c'est quand, l'entretien annuel ?")]
    [InlineData("en", "is it possible to get an invoice?")]
    [InlineData("fr", "il faut un badge ?")]
    public void KindOf_PronounForWhatIsNamed_DoesNotPoint(string language, string text) =>
        Assert.NotEqual(FollowUpKind.Points, FollowUp.KindOf(text, language));

    [Fact]
    public void Subject_FollowUpsOfFollowUps_GoesBackToWhatStandsByItself() =>
        Assert.Equal(
            "Combien de jours de télétravail sont possibles ? et pour les stagiaires ?",
            FollowUp.Subject(["Comment poser mes congés pour cet été ?", "Combien de jours de télétravail sont possibles ?", "et pour les stagiaires ?"], "fr"));
}
