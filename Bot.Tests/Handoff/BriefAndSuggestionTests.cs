using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Wording;
using AssistantBot.Handoff;
using AssistantBot.Handoff.Briefing;
using AssistantBot.Handoff.Requests;
using AssistantBot.Handoff.Suggestions;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Triage;
using Microsoft.Extensions.Options;

namespace AssistantBot.Tests.Handoff;

public sealed class BriefAndSuggestionTests
{
    private static readonly WordingCatalog Wording = new(Options.Create(new WordingOptions()));

    public static TheoryData<TriageReason, string> Reasons()
    {
        var data = new TheoryData<TriageReason, string>();
        foreach (var reason in Enum.GetValues<TriageReason>())
        {
            data.Add(reason, "fr");
            data.Add(reason, "en");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Brief_EveryReason_HasWordsToneAndWhatToAvoid(TriageReason reason, string language)
    {
        var brief = await BriefAsync(reason, "Texte", language);

        Assert.Equal(Wording.Get($"reason.{reason}", language), brief.Why);
        Assert.False(string.IsNullOrEmpty(brief.Tone));
        Assert.NotEmpty(brief.Avoid);
        Assert.Equal("Texte", brief.Wants);
    }

    [Fact]
    public async Task Brief_IsReadInTheReadersLanguage_AndQuotesThePersonAsWritten()
    {
        var input = new BriefInput(new TriageDecision(TriageRoute.Human, TriageReason.PersonalContext, 1, HandoverMode.Offer), "My invoice is wrong.", "en", [], IsReachable: true);

        var brief = (await new TemplateBriefWriter().WriteAsync(input, CancellationToken.None)).In("fr", Wording);

        Assert.Equal(Wording.Get("reason.PersonalContext", "fr"), brief.Why);
        Assert.Equal("My invoice is wrong.", brief.Wants);
        Assert.Equal(Wording.Get("tone.PersonalContext", "fr"), brief.Tone);
        Assert.Equal([Wording.Get("missing.reference", "fr"), Wording.Get("missing.date", "fr")], brief.Missing);
    }

    [Theory]
    [InlineData("Ma facture est fausse.", "Numéro de dossier, de commande ou de facture|Date concernée|Moyen de joindre la personne")]
    [InlineData("Ma facture 20431 du 12 mars est fausse, ana@example.org", "")]
    [InlineData("Ma facture F-2043 du 12/03 est fausse.", "Moyen de joindre la personne")]
    public async Task Brief_NamesWhatIsStillMissing(string text, string missing) =>
        Assert.Equal(missing, string.Join('|', (await BriefAsync(TriageReason.PersonalContext, text, "fr")).Missing));

    [Fact]
    public async Task Brief_OfAGraveMatter_AsksForNothing() =>
        Assert.Empty((await BriefAsync(TriageReason.Distress, "Je n'en peux plus.", "fr")).Missing);

    [Fact]
    public async Task Brief_TellsWhatWasSaidAndWanted()
    {
        var brief = await new TemplateBriefWriter().WriteAsync(
            new BriefInput(
                new TriageDecision(TriageRoute.Human, TriageReason.ExplicitRequest, 1, HandoverMode.AtOnce) { Evidence = ["une personne"] }, "une personne", "fr",
                [new(true, "Où est ma commande ?"), new(false, "Sous trois jours.\n\n_Source : CGV_", IsAnswer: true), new(false, "Quelle est votre question ?")],
                IsReachable: true),
            CancellationToken.None);

        Assert.Equal("Où est ma commande ? / une personne", brief.Wants);
        Assert.Equal(["Sous trois jours."], brief.AlreadySaid);
        Assert.Equal(["une personne"], brief.Evidence);
    }

    [Theory]
    [InlineData("fr", "Bonjour, ici Sophie.", "Dans Portail RH, onglet Congés.")]
    [InlineData("en", "Hello, this is Sophie.", "In the HR portal, Leave tab.")]
    public async Task Suggestions_OpenAndQuoteKnowledgeInThePersonsLanguage(string language, string opening, string passage)
    {
        var suggestions = await SuggestAsync(TriageReason.NoAnswer, language, language == "fr" ? "Comment poser un congé ?" : "How do I ask for leave?");

        Assert.StartsWith(opening, suggestions[0].Text, StringComparison.Ordinal);
        Assert.Contains(suggestions, suggestion => suggestion.Text == passage && suggestion.Source is not null);
        Assert.True(suggestions.Count <= 4);
    }

    [Fact]
    public async Task Suggestions_ForAGraveMatter_QuoteNoHandbook() =>
        Assert.All(await SuggestAsync(TriageReason.Distress, "fr", "Comment poser un congé ?"), suggestion => Assert.Null(suggestion.Source));

    [Fact]
    public async Task Suggestions_OnceTheAssistantHasSpoken_DoNotGreetAgain()
    {
        var said = AssistantVoice.Say("Bonjour", "Sophie");
        said.From = new ChannelAccount { Id = "bot", Name = "Sophie" };

        var suggestions = await SuggestAsync(TriageReason.NoAnswer, "fr", "Comment poser un congé ?", said);

        Assert.DoesNotContain(suggestions, suggestion => suggestion.Text.StartsWith("Bonjour", StringComparison.Ordinal));
    }

    private static async Task<HandoffBrief> BriefAsync(TriageReason reason, string text, string language)
    {
        var input = new BriefInput(new TriageDecision(TriageRoute.Human, reason, 1, HandoverMode.AtOnce), text, language, [], IsReachable: false);
        return (await new TemplateBriefWriter().WriteAsync(input, CancellationToken.None)).In(language, Wording);
    }

    private static async Task<IReadOnlyList<Suggestion>> SuggestAsync(TriageReason reason, string language, string asked, Activity? said = null)
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(new KnowledgeBase("1", [FakeAnswerer.LeaveFr, FakeAnswerer.LeaveEn, FakeAnswerer.ParkingFr, FakeAnswerer.ParkingEn]));
        var question = Activity.CreateMessage(asked);
        question.From = new ChannelAccount { Id = "ana" };
        var request = new HandoffRequest
        {
            Id = "h",
            Reference = "K-204",
            Conversation = new ConversationKey("directline", "c"),
            PersonId = "ana",
            Language = language,
            Reason = reason,
            Confidential = HandoffConfidentiality.IsConfidential(reason, false),
            Brief = new HandoffBrief("", asked),
            AssistantName = "Sophie",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        Activity[] activities = said is null ? [question] : [question, said];
        return await new KnowledgeSuggestions(retriever, Wording).SuggestAsync(
            request, [.. activities.Select((activity, index) => new TranscriptEntry(index + 1, activity, DateTimeOffset.UnixEpoch))], CancellationToken.None);
    }
}
