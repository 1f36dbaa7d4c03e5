using AssistantBot.Knowledge.Text;

namespace AssistantBot.Tests.Knowledge.Text;

public sealed class LanguageDetectorTests
{
    [Theory]
    [InlineData("Comment poser des congés ?", "fr")]
    [InlineData("comment poser des conges", "fr")]
    [InlineData("mot de passe oublié", "fr")]
    [InlineData("où est la salle 3", "fr")]
    [InlineData("j'ai perdu mon badge", "fr")]
    [InlineData("note de frais taxi", "fr")]
    [InlineData("et pour les stagiaires ?", "fr")]
    [InlineData("bonjour", "fr")]
    [InlineData("horaires cantine", "fr")]
    [InlineData("How do I book a room?", "en")]
    [InlineData("forgot my password", "en")]
    [InlineData("lost badge", "en")]
    [InlineData("parking space for visitors", "en")]
    [InlineData("what about interns?", "en")]
    [InlineData("hello", "en")]
    [InlineData("payslip", "en")]
    [InlineData("refund not received", "en")]
    public void Detect_ShortText_TellsTheLanguage(string text, string language) =>
        Assert.Equal(language, LanguageDetector.Detect(text, language == "fr" ? "en" : "fr"));

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("Outlook")]
    public void Detect_NoEvidence_ReturnsFallback(string text)
    {
        Assert.Equal("en", LanguageDetector.Detect(text, "en"));
        Assert.Equal("fr", LanguageDetector.Detect(text));
    }
}
