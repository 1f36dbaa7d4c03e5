using System.Text.RegularExpressions;
using AssistantBot.Dialogs.Wording;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Dialogs;

public sealed partial class WordingTests
{
    private static readonly Dictionary<string, string> French = WordingCatalog.ReadEmbedded("fr");
    private static readonly Dictionary<string, string> English = WordingCatalog.ReadEmbedded("en");
    private static readonly Dictionary<string, string> Familiar = Over(French, WordingCatalog.ReadEmbedded("fr.tu"));

    [Fact]
    public void Languages_HaveTheSameKeysInTheSameOrder() => Assert.Equal(French.Keys, English.Keys);

    [Fact]
    public void Reasons_EveryOne_IsWordedInBothLanguages() =>
        Assert.All(Enum.GetNames<AssistantBot.Triage.TriageReason>(), reason => Assert.NotEqual(French[$"reason.{reason}"], English[$"reason.{reason}"]));

    [Fact]
    public void Texts_HaveTheSamePlaceholders()
    {
        foreach (var (key, text) in French)
        {
            Assert.Equal((key, Placeholders(text)), (key, Placeholders(English[key])));
            Assert.Equal((key, Placeholders(text)), (key, Placeholders(Familiar[key])));
        }
    }

    [Fact]
    public void Texts_AreShort_AndFeignNoFeelings()
    {
        foreach (var (key, text) in French.Concat(English).Concat(Familiar))
        {
            Assert.True(text.Length is > 0 and <= 320, key);
            Assert.DoesNotMatch(
                @"(?i)\bje (comprends|ressens|compatis|regrette|partage|imagine)\b|désolé|navré|\bravi|heureu(x|se) de|avec plaisir|peine pour|mon cœur|"
                + @"i (understand|feel|know how|imagine|regret)\b|sorry|happy to|glad to|delighted|my heart|sympath|apologi[sz]e|unfortunately|malheureusement",
                text);
        }
    }

    [Fact]
    public void French_AddressesPeopleInOneWay()
    {
        Assert.All(French, text => Assert.DoesNotMatch(@"(?i)\b(tu|toi|te|ta|tes|ton(?! :))\b|\bt'", text.Key.StartsWith("card.tone", StringComparison.Ordinal) ? "" : text.Value));
        Assert.All(Familiar, text => Assert.DoesNotMatch(@"(?i)\b(vous|votre|vos|(?!(chez|assez)\b)\w+ez)\b", text.Value));
    }

    // What says the same in both ways stands in fr.json alone.
    [Fact]
    public void Familiar_HoldsOnlyTextsThatDiffer_OfKnownKeys_InTheirOrder()
    {
        var own = WordingCatalog.ReadEmbedded("fr.tu");
        Assert.Equal(French.Keys.Where(own.ContainsKey), own.Keys);
        Assert.All(own, text => Assert.NotEqual(French[text.Key], text.Value));
    }

    [Fact]
    public void Texts_NeverMixLanguages()
    {
        string[] english = [.. English.Where(text => !LanguageNeutral(text.Key)).Where(text => FrenchWords().IsMatch(text.Value)).Select(text => text.Key)];
        string[] french = [.. French.Concat(Familiar).Where(text => EnglishWords().IsMatch(text.Value)).Select(text => text.Key)];
        Assert.Empty(english);
        Assert.Empty(french);
    }

    [Theory]
    [InlineData("welcome", "fr", "Bonjour, je suis l'assistant automatique d'ACME. Je réponds aux questions courantes ; pour le reste, une personne prend le relais.")]
    [InlineData("welcome", "en", "Hello, I am ACME's automated assistant. I answer everyday questions; for anything else, a person takes over.")]
    [InlineData("answer.noAnswer", "fr", "Je n'ai pas de réponse fiable et préfère ne rien inventer. Reformuler, ou demander à quelqu'un ?")]
    [InlineData("handoff.opened.grave", "fr", "Vous avez bien fait d'écrire. Je préviens tout de suite une personne de l'équipe ; elle verra votre message. Référence : {reference}.")]
    [InlineData("suggest.grave", "fr", "Bonjour, ici {name}. J'ai lu votre message. Prenez le temps qu'il faut ; qui d'autre est auprès de vous en ce moment ?")]
    [InlineData("handoff.accepted", "fr", "{name} prend le relais. C'est {name} qui vous écrit maintenant, avec nos échanges sous les yeux. Pour terminer, écrivez « terminer ».")]
    [InlineData("handoff.opened.closed", "fr", "Il est {time}, personne ne lit à cette heure. L'équipe reprend {opening} et verra votre message. Laissez ici où vous joindre. Référence : {reference}.")]
    [InlineData("handoff.opened.nobody", "en", "You did well to write. Nobody on the team reads at this hour, and I cannot alert anyone else. Your message waits for them; please do not wait yourself: call. Reference: {reference}.")]
    [InlineData("silence.offer", "fr", "Vous n'avez pas répondu, et c'est votre droit. J'ai prévenu une personne de l'équipe : elle peut vous lire ici, quand vous voulez. Pour y renoncer, écrivez « annuler ». Référence : {reference}.")]
    [InlineData("welcome", "de", "Bonjour, je suis l'assistant automatique d'ACME. Je réponds aux questions courantes ; pour le reste, une personne prend le relais.")]
    public void Golden_Texts(string key, string language, string text) => Assert.Equal(text, Catalog().Get(key, language));

    [Theory]
    [InlineData("greeting", "Bonjour. Quelle est ta question ?")]
    [InlineData("handoff.opened.grave", "Tu as bien fait d'écrire. Je préviens tout de suite une personne de l'équipe ; elle verra ton message. Référence : {reference}.")]
    [InlineData("danger.machine", "Je suis une machine : parle à quelqu'un maintenant.")]
    [InlineData("answer.noAnswer", "Je n'ai pas de réponse fiable et préfère ne rien inventer. Reformuler, ou demander à quelqu'un ?")]
    public void Golden_FamiliarTexts(string key, string text) =>
        Assert.Equal(text, new WordingCatalog(Options.Create(new WordingOptions { Address = "tu" })).Get(key, "fr"));

    [Fact]
    public void Values_AreFilledInOnce()
    {
        var text = Catalog().Get("thread.person", "fr", ("name", "{text}"), ("text", "{name} {company}"));

        Assert.Equal("**{text}** : {name} {company}", text);
    }

    [Theory]
    [InlineData("{\n\"greeting\": ", "line 2")]
    [InlineData("{\"greeting\": null}", "greeting")]
    [InlineData("{\"greting\": \"Salut.\"}", "greting")]
    public void OwnTexts_ThatCannotBeRead_AreRefusedWithFileAndPlace(string json, string place)
    {
        using var folder = new AssistantBot.Tests.Support.TemporaryDirectory();
        var file = folder.File("fr.json");
        File.WriteAllText(file, json);

        var refused = Assert.Throws<InvalidDataException>(() => new WordingCatalog(Options.Create(new WordingOptions { Path = Path.GetDirectoryName(file) })));

        Assert.StartsWith(file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(place, refused.Message, StringComparison.Ordinal);
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

    private static bool LanguageNeutral(string key) => key is "card.language.fr";

    private static Dictionary<string, string> Over(Dictionary<string, string> texts, Dictionary<string, string> own) =>
        texts.ToDictionary(text => text.Key, text => own.GetValueOrDefault(text.Key, text.Value));

    [GeneratedRegex(@"(?i)\b(vous|votre|une|avec|pour|est|je|nous|personne|demande|écrivez|équipe)\b", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchWords();

    [GeneratedRegex(@"(?i)\b(you|your|the|with|for|and|someone|team|write|request|please)\b", RegexOptions.CultureInvariant)]
    private static partial Regex EnglishWords();
}
