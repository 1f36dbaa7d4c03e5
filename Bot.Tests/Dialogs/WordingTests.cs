using System.Text.RegularExpressions;
using AssistantBot.Dialogs.Wording;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Dialogs;

public sealed partial class WordingTests
{
    private static readonly Dictionary<string, string> French = WordingCatalog.ReadEmbedded("fr");
    private static readonly Dictionary<string, string> English = WordingCatalog.ReadEmbedded("en");

    [Fact]
    public void Languages_HaveTheSameKeysInTheSameOrder() => Assert.Equal(French.Keys, English.Keys);

    [Fact]
    public void Reasons_EveryOne_IsWordedInBothLanguages() =>
        Assert.All(Enum.GetNames<AssistantBot.Triage.TriageReason>(), reason => Assert.NotEqual(French[$"reason.{reason}"], English[$"reason.{reason}"]));

    [Fact]
    public void Texts_HaveTheSamePlaceholders()
    {
        foreach (var (key, text) in French)
            Assert.Equal((key, Placeholders(text)), (key, Placeholders(English[key])));
    }

    [Fact]
    public void Texts_AreShort_AndFeignNoFeelings()
    {
        foreach (var (key, text) in French.Concat(English))
        {
            Assert.True(text.Length is > 0 and <= 320, key);
            Assert.DoesNotMatch("(?i)je comprends (ce|que|votre)|désolé|navré|ravi|heureux de|je ressens|i understand how|sorry|i feel|happy to|glad to|delighted", text);
        }
    }

    [Fact]
    public void French_SaysVous() => Assert.All(French, text => Assert.DoesNotMatch(@"(?i)\b(tu|toi|ton|tes|t')\b(?! de)", text.Value.Replace("Ton", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("welcome", "fr", "Bonjour, je suis l'assistant automatique d'ACME. Je réponds aux questions courantes ; pour le reste, une personne prend le relais.")]
    [InlineData("welcome", "en", "Hello, I am ACME's automated assistant. I answer everyday questions; for anything else, a person takes over.")]
    [InlineData("answer.noAnswer", "fr", "Je n'ai pas de réponse fiable et préfère ne rien inventer. Reformuler, ou demander à quelqu'un ?")]
    [InlineData("welcome", "de", "Bonjour, je suis l'assistant automatique d'ACME. Je réponds aux questions courantes ; pour le reste, une personne prend le relais.")]
    public void Golden_Texts(string key, string language, string text) => Assert.Equal(text, Catalog().Get(key, language));

    [Fact]
    public void Values_AreFilledInOnce()
    {
        var text = Catalog().Get("thread.person", "fr", ("name", "{text}"), ("text", "{name} {company}"));

        Assert.Equal("**{text}** : {name} {company}", text);
    }

    [Fact]
    public void UnknownKey_Throws() => Assert.Throws<KeyNotFoundException>(() => Catalog().Get("no.such", "fr"));

    [Fact]
    public void OwnTexts_ReplaceTheProducts()
    {
        var folder = Directory.CreateTempSubdirectory("wording");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "fr.json"), """{"thanks":"Avec plaisir."}""");
            var catalog = Catalog(folder.FullName);

            Assert.Equal("Avec plaisir.", catalog.Get("thanks", "fr"));
            Assert.Equal(English["thanks"], catalog.Get("thanks", "en"));

            File.WriteAllText(Path.Combine(folder.FullName, "fr.json"), """{"thank":"Avec plaisir."}""");
            Assert.Contains("unknown key 'thank'", Assert.Throws<InvalidDataException>(() => Catalog(folder.FullName)).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WordingCatalog Catalog(string? path = null) => new(Options.Create(new WordingOptions { Company = "ACME", Path = path }));

    private static string Placeholders(string text) => string.Join(',', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
