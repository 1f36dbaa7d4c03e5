using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs;
using AssistantBot.Dialogs.Emergency;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.Dialogs.Emergency;

public sealed class EmergencyWordsTests
{
    private const string InFrance = "En danger maintenant ? Appelez le 15, le 17 ou le 112 (par SMS : 114). Si vous pensez au suicide, le 3114 répond jour et nuit.";

    [Theory]
    [InlineData("FR", "fr", InFrance + " Je suis une machine : parlez à quelqu'un maintenant.")]
    [InlineData("FR", "en", "In danger right now? Call 15, 17 or 112 (by text message: 114). If you are thinking about suicide, 3114 answers day and night. I am a machine: please talk to someone now.")]
    [InlineData("BE", "fr", "En danger maintenant ? Appelez le 112 ou le 101. Si vous pensez au suicide, le 0800 32 123 répond jour et nuit. Je suis une machine : parlez à quelqu'un maintenant.")]
    [InlineData("LU", "fr", "En danger maintenant ? Appelez le 112 ou le 113. Si vous pensez au suicide, appelez le 45 45 45. Je suis une machine : parlez à quelqu'un maintenant.")]
    [InlineData("ca", "en", "In danger right now? Call 911. If you are thinking about suicide, 988 answers day and night. I am a machine: please talk to someone now.")]
    [InlineData("JP", "en", "In danger right now? Call 112. I am a machine: please talk to someone now.")]
    public void Say_ByConfiguredCountry_GivesItsNumbers(string country, string language, string text) =>
        Assert.Equal(text, Words(("Emergency:Country", country)).Say(Turn(language)));

    [Fact]
    public void Say_UnknownCountryWithALocalNumber_GivesBoth() =>
        Assert.Equal(
            "En danger maintenant ? Appelez le 112. Sur place : 01 23 45 67 89.",
            Words(("Emergency:Country", "ZZ"), ("Emergency:LocalNumber", "01 23 45 67 89")).Numbers(Turn("fr")));

    [Theory]
    [InlineData("fr-CH", null, InFrance + " Si vous êtes en Suisse : le 144, le 117 ou le 112 ; idées de suicide : le 143.")]
    [InlineData("en-US", "CH", InFrance + " Si vous êtes en Suisse : le 144, le 117 ou le 112 ; idées de suicide : le 143.")]
    [InlineData("fr-FR", null, InFrance)]
    [InlineData("fr", null, InFrance)]
    [InlineData("fr-ZZ", null, InFrance)]
    public void Numbers_WhereTheChannelNamesACountry_AddItsOwn_AndNeverReplaceTheOffices(string locale, string? country, string text)
    {
        var activity = Activity.CreateMessage("x");
        activity.Locale = locale;
        if (country is not null)
            activity.Entities = [ActivityJson.Read($$"""{"type":"message","entities":[{"type":"clientInfo","country":"{{country}}"}]}""").Entities![0]];
        Assert.Equal(text.Replace("idées de suicide : le 143", "idées de suicide : 143", StringComparison.Ordinal), Words().Numbers(Turn("fr", activity)));
    }

    [Fact]
    public void OwnFile_ReplacesACountry_AndABrokenOneIsRefusedByName()
    {
        using var folder = new AssistantBot.Tests.Support.TemporaryDirectory();
        var path = folder.File("numbers.json");
        File.WriteAllText(path, """{ "FR": { "emergency": ["18"] } }""");
        Assert.StartsWith("En danger maintenant ? Appelez le 18. Je suis", Words(("Emergency:Path", path)).Say(Turn("fr")), StringComparison.Ordinal);

        File.WriteAllText(path, """{ "FR": { "emergency": ["call us"] } }""");
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Words(("Emergency:Path", path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_EveryCountry_HasNumbersAndItsNameInBothLanguages()
    {
        var countries = EmergencyNumbers.ReadEmbedded();
        Assert.All(["FR", "BE", "CH", "LU", "CA", "GB", "IE", "US"], country => Assert.Contains(country, countries.Keys));
        Assert.All(countries.Values, country =>
        {
            Assert.NotEmpty(country.Emergency);
            Assert.NotNull(country.Suicide);
            Assert.Equal(["en", "fr"], country.Place.Keys.Order());
        });
    }

    private static EmergencyWords Words(params (string Key, string Value)[] settings) => new OfficeWorld(settings).Services.GetRequiredService<EmergencyWords>();

    private static PersonTurn Turn(string language, Activity? activity = null) =>
        new(new TurnContext(new OfficeWorld(), activity ?? Activity.CreateMessage("x")), new ConversationMemory(), language);
}
