using AssistantBot.Triage.Text;

namespace AssistantBot.Tests.Triage;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("ma mère est à l'hôpital et rien n'arrive", "hopital", "n", "l'hôpital et rien n'arrive")]
    [InlineData("Aujourd’hui, je n’en peux plus.", "hui", "en", "Aujourd’hui, je n’en")]
    [InlineData("I can't go on like this", "not", "go", "can't go")]
    [InlineData("un rendez-vous raté", "vous", "rate", "rendez-vous raté")]
    [InlineData("il a dit 'rien' et basta", "rien", "rien", "rien")]
    [InlineData("rien", "rien", "rien", "rien")]
    public void QuoteWhole_NeverCutsInsideAnElision(string text, string first, string last, string quote)
    {
        var message = MessageText.Read(text);
        var from = IndexOf(message, first, 0);

        Assert.Equal(quote, message.QuoteWhole(from, IndexOf(message, last, from) - from + 1));
    }

    private static int IndexOf(MessageText message, string word, int from)
    {
        for (var i = from; i < message.Tokens.Length; i++)
        {
            if (message.Word(i).SequenceEqual(word))
                return i;
        }

        throw new ArgumentException($"'{word}' is not in '{message}'.", nameof(word));
    }
}
