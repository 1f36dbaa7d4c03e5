using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Dialogs.Answers;
using AssistantBot.Handoff.Requests;
using AssistantBot.Triage;

namespace AssistantBot.Tests.Dialogs;

public sealed class QuestionFlowTests
{
    [Theory]
    [InlineData("Comment poser un congé ?", "assistant automatique", "Dans Portail RH", "Source : [Livret RH](https://example.org/rh)", "Tout lire")]
    [InlineData("How do I ask for leave?", "automated assistant", "In the HR portal", "Source: [HR handbook](https://example.org/rh)", "Read more")]
    public async Task FirstQuestion_IsWelcomedOnceAndAnsweredWithItsSource(string question, string welcome, string answer, string source, string more)
    {
        var world = new OfficeWorld();

        var first = await world.SayAsync(question);
        var second = await world.SayAsync(question);

        Assert.Equal(2, first.Count);
        Assert.Contains(welcome, first[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(answer, first[1].Text, StringComparison.Ordinal);
        Assert.Contains(source, first[1].Text, StringComparison.Ordinal);
        Assert.Equal([more, more == "Tout lire" ? "Voir la source" : "See the source"], first[1].SuggestedActions!.Actions!.Select(action => action.Title));
        Assert.Single(second);
    }

    [Theory]
    [InlineData("Comment poser un congé ?", "Tout lire", "Le détail du congé.")]
    [InlineData("How do I ask for leave?", "read more", "The details of leave.")]
    public async Task ReadMore_GivesTheRestWithItsSource(string question, string more, string rest)
    {
        var world = new OfficeWorld();
        await world.SayAsync(question);

        var said = Assert.Single(await world.TextsOfAsync(more));

        Assert.StartsWith(rest, said, StringComparison.Ordinal);
        Assert.Contains("https://example.org/rh", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OnTheWeb_CarriesLabelCitationAndThumbs()
    {
        var world = new OfficeWorld();

        var answer = (await world.SayAsync("Comment poser un congé ?"))[^1];

        var label = Assert.Single(answer.Entities!);
        Assert.Equal(AnswerActivities.MessageEntity, label.Type);
        Assert.Equal("AIGeneratedContent", label.Properties!["additionalType"][0].GetString());
        var citation = label.Properties["citation"][0];
        Assert.Equal(1, citation.GetProperty("position").GetInt32());
        Assert.Equal("Livret RH", citation.GetProperty("appearance").GetProperty("name").GetString());
        Assert.True(citation.GetProperty("appearance").GetProperty("abstract").GetString()!.Length is > 0 and <= 160);
        Assert.Equal(["LikeAction", "DislikeAction"], label.Properties["potentialAction"].EnumerateArray().Select(action => action.GetProperty("@type").GetString()!));
    }

    [Theory]
    [InlineData("Quel est le préavis ?", "mes sources ne donnent pas le même chiffre : « Livret RH » dit 25, « Note » dit 27")]
    [InlineData("What is the notice period?", "my sources give different figures: “HR handbook” says 25, “Note” says 27")]
    public async Task Answer_SourcesContradictEachOther_SaysSoInThePersonsLanguage(string question, string line)
    {
        var said = (await new OfficeWorld().TextsOfAsync(question))[^1];

        Assert.Contains(line, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_InTeams_HasMarkFeedbackLoopAndCitation()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:1");

        await world.TeamsAsync(chat, Activity.CreateMessage("Comment poser un congé ?"), type: ConversationTypes.Personal);

        var answer = world.Said[chat][^1];
        Assert.Contains(" [1]", answer.Text, StringComparison.Ordinal);
        Assert.Equal("default", answer.GetTeamsChannelData()!.FeedbackLoop!.Type);
        Assert.DoesNotContain("potentialAction", answer.Entities![0].Properties!.Keys);
    }

    [Theory]
    [InlineData("Et le badge ?", "Où se garer ?", "Au niveau -1")]
    [InlineData("Et le badge ?", "le deuxième", "Au niveau -1")]
    [InlineData("What about the badge?", "Where can I park?", "On level -1")]
    [InlineData("What about the badge?", "2", "On level -1")]
    public async Task Clarify_OffersChoicesAndAnswersTheChosenOne(string question, string choice, string answer)
    {
        var world = new OfficeWorld();

        var asked = (await world.SayAsync(question))[^1];
        var said = Assert.Single(await world.TextsOfAsync(choice));

        Assert.Equal(3, asked.SuggestedActions!.Actions!.Count);
        Assert.StartsWith(answer, said, StringComparison.Ordinal);
        Assert.Equal("parking", world.Answerer.Requests[^1].ChosenEntryId);
        Assert.Equal(question, world.Answerer.Requests[^1].Text);
    }

    [Theory]
    [InlineData("Et pour un visa ?", "n'existe qu'en anglais", "Oui, ouvrir la page", "Oui, ouvrir la page", "Autre chose")]
    [InlineData("Et pour un visa ?", "n'existe qu'en anglais", "oui", "Oui, ouvrir la page", "Autre chose")]
    [InlineData("What about a visa?", "exists in French only", "Yes, open the page", "Yes, open the page", "Something else")]
    [InlineData("What about a visa?", "exists in French only", "yes please", "Yes, open the page", "Something else")]
    public async Task Clarify_ChoicesInTheOtherLanguageOnly_OffersTheNearestInThePersonsOwn(string question, string text, string choice, params string[] buttons)
    {
        var world = new OfficeWorld();

        var asked = (await world.SayAsync(question))[^1];
        await world.SayAsync(choice);

        Assert.Contains(text, asked.Text, StringComparison.Ordinal);
        Assert.Equal(buttons, asked.SuggestedActions!.Actions!.Select(action => action.Title));
        Assert.Equal("parking", world.Answerer.Requests[^1].ChosenEntryId);
    }

    [Theory]
    [InlineData("Et le casier ?", "Où se garer ?", "Autre chose")]
    [InlineData("What about a locker?", "Where can I park?", "Something else")]
    public async Task Clarify_ChoicesInBothLanguages_ShowsThePersonsOwn(string question, params string[] buttons)
    {
        var world = new OfficeWorld();

        var asked = (await world.SayAsync(question))[^1];

        Assert.Equal(buttons, asked.SuggestedActions!.Actions!.Select(action => action.Title));
    }

    [Fact]
    public async Task FollowUp_AfterAChosenEntry_IsAskedWithIt()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Et le badge ?");
        await world.SayAsync("Où se garer ?");
        await world.SayAsync("c'est payant ?");

        Assert.Equal("parking", world.Answerer.Requests[^1].EarlierEntryId);
    }

    [Fact]
    public async Task FollowUp_AfterAQuestionWithoutAnswer_IsAskedWithoutAnEntry()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Comment poser un congé ?");
        await world.SayAsync("Quelle est la couleur du vent ?");
        await world.SayAsync("et celle de la pluie ?");

        Assert.Null(world.Answerer.Requests[^1].EarlierEntryId);
    }

    [Fact]
    public async Task Clarify_AnotherQuestionInstead_IsANewMessage()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Et le badge ?");

        var said = Assert.Single(await world.TextsOfAsync("Comment poser un congé ?"));

        Assert.StartsWith("Dans Portail RH", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Quelle est la couleur du vent ?", "préfère ne rien inventer", "Demander à quelqu'un")]
    [InlineData("What colour is the wind?", "rather not make one up", "Ask someone")]
    public async Task NoAnswer_SaysSoAndOffers_AndNeverTransfersByItself(string question, string text, string button)
    {
        var world = new OfficeWorld();

        var said = (await world.SayAsync(question))[^1];

        Assert.Contains(text, said.Text, StringComparison.Ordinal);
        Assert.Equal(button, said.SuggestedActions!.Actions![1].Title);
        Assert.Empty(world.Handoffs.Requests);

        await world.SayAsync(button);
        Assert.Equal(TriageReason.NoAnswer, Assert.Single(world.Handoffs.Requests).Reason);
        Assert.Contains(question, world.Handoffs.Requests[0].Brief.Wants, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Quelle est la couleur du vent ?", "Reformuler", "autrement")]
    [InlineData("What colour is the wind?", "Put it another way", "other words")]
    public async Task NoAnswer_Rephrase_AsksForOtherWords(string question, string button, string text)
    {
        var world = new OfficeWorld();
        await world.SayAsync(question);

        Assert.Contains(text, Assert.Single(await world.TextsOfAsync(button)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mon quota de jours de repos ?", "Je n'ai cette réponse qu'en anglais", "In the HR portal", "Source: ")]
    [InlineData("What is the quota of days off?", "in French only", "Dans Portail RH", "Source : ")]
    public async Task AnswerInTheOtherLanguage_IsAnnounced_AndNoReplyMixesLanguages(string question, string notice, string answer, string source)
    {
        var world = new OfficeWorld();
        await world.SayAsync(question);

        var said = await world.TextsOfAsync(question);

        Assert.Contains(notice, said[0], StringComparison.Ordinal);
        Assert.StartsWith(answer, said[1], StringComparison.Ordinal);
        Assert.Contains(source, said[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Combien de jours de télétravail ?", "Traduit automatiquement de l'anglais.")]
    [InlineData("How many remote days?", "Translated automatically from French.")]
    public async Task AnswerTranslatedByAModel_SaysSo(string question, string notice)
    {
        var world = new OfficeWorld();

        var said = (await world.TextsOfAsync(question))[^1];

        Assert.Contains($"\n\n_{notice}_", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_RunAgain_FindsWhatTheModelSaidBefore()
    {
        var world = new OfficeWorld();
        world.Answerer.OnAnswer = async () =>
        {
            await world.Answerer.Requests[^1].ModelResults!.PutAsync("prompt", "paid for", CancellationToken.None);
            world.Handoffs.OpenVersions[OfficeWorld.Web] = 1;
        };

        await world.SayAsync("Comment poser un congé ?");

        Assert.Equal(1, world.Reruns);
        Assert.Equal(2, world.Answerer.Requests.Count);
        Assert.Equal("paid for", await world.Answerer.Requests[1].ModelResults!.GetAsync("prompt", CancellationToken.None));

        await world.SayAsync("Où se garer ?");
        Assert.Null(await world.Answerer.Requests[2].ModelResults!.GetAsync("prompt", CancellationToken.None));
    }

    [Theory]
    [InlineData("Et mon dossier de congé ?", "fr")]
    [InlineData("What about my file on leave?", "en")]
    public async Task Offer_WhereNoMachineMayAnswer_StandsAlone_AndIsMadeAgain(string text, string language)
    {
        var world = new OfficeWorld();
        world.Triage.NeverAnswered.Add(TriageReason.PersonalContext);
        await world.SayAsync(language == "fr" ? "Bonjour" : "Hello");
        var offer = world.Wording.Get("offer.PersonalContext", language);

        Assert.Equal(offer, Assert.Single(await world.TextsOfAsync(text)));
        Assert.Equal(offer, Assert.Single(await world.TextsOfAsync(text)));
        Assert.Empty(world.Answerer.Requests);
    }

    [Theory]
    [InlineData("ce n'est pas ça", "C'est noté")]
    [InlineData("that's not it", "Noted")]
    public async Task Rejection_IsRecordedAndCounted_AndASecondOneBringsAPerson(string rejection, string reply)
    {
        var world = new OfficeWorld();
        await world.SayAsync(reply[0] == 'C' ? "Comment poser un congé ?" : "How do I ask for leave?");

        var first = await world.TextsOfAsync(rejection);
        var feedback = Assert.Single(world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>());
        await world.SayAsync(reply[0] == 'C' ? "Comment poser un congé ?" : "How do I ask for leave?");
        var second = await world.SayAsync(rejection);

        Assert.StartsWith(reply, Assert.Single(first), StringComparison.Ordinal);
        Assert.False(feedback.Helpful);
        Assert.Equal("leave", feedback.EntryId);
        Assert.Equal(world.Wording.Get("offer.RepeatedFailure", reply[0] == 'C' ? "fr" : "en"), Assert.Single(second).Text);
    }

    [Fact]
    public async Task ThumbDown_OnTheWeb_IsRecordedWithItsEntryAndOffers()
    {
        var world = new OfficeWorld();
        var answer = (await world.SayAsync("Comment poser un congé ?"))[^1];
        var thumb = answer.Entities![0].Properties!["potentialAction"][1].Deserialize<Entity>(ActivityJson.Options)!;

        await world.RunAsync(OfficeWorld.Web, new Activity { Type = ActivityTypes.Event, Name = "webchat:activity-status/feedback", Entities = [thumb] }, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));

        var feedback = Assert.Single(world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>());
        Assert.False(feedback.Helpful);
        Assert.Equal("leave", feedback.EntryId);
        Assert.Equal(answer.Id, feedback.ActivityId);
        Assert.Contains("C'est noté", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TeamsFeedbackInvoke_IsRecordedAndAnsweredWithoutContent()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:1");
        await world.TeamsAsync(chat, Activity.CreateMessage("Comment poser un congé ?"), type: ConversationTypes.Personal);
        var value = JsonSerializer.Deserialize<JsonElement>("""{"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"clair\"}"}}""");

        var response = await world.TeamsAsync(
            chat, new Activity { Type = ActivityTypes.Invoke, Name = InvokeNames.MessageSubmitAction, Value = value, ReplyToId = world.Said[chat][^1].Id }, type: ConversationTypes.Personal);

        Assert.Equal(200, response!.Status);
        Assert.Null(response.Body);
        Assert.Equal(new RecordFeedbackEffect(world.Said[chat][^1].Id, true, "clair", "leave"), world.Effects.Select(done => done.Effect).OfType<RecordFeedbackEffect>().Single());
    }

    [Theory]
    [InlineData("Merci", "thanks", "fr")]
    [InlineData("Thanks!", "thanks", "en")]
    [InlineData("Qui êtes-vous ?", "who", "fr")]
    [InlineData("Who are you?", "who", "en")]
    public async Task SmallTalk_IsAnsweredWithoutRetrieval(string text, string key, string language)
    {
        var world = new OfficeWorld();
        await world.SayAsync(language == "fr" ? "Bonjour !" : "Hello");

        var said = await world.TextsOfAsync(text);

        Assert.Equal(world.Wording.Get(key, language), Assert.Single(said));
        Assert.Empty(world.Answerer.Requests);
    }

    [Theory]
    [InlineData("Bonjour !", "aide", "- Congés")]
    [InlineData("Hello", "help", "- Leave")]
    public async Task Help_ListsTheRealTopics(string greeting, string help, string topic)
    {
        var world = new OfficeWorld();
        await world.SayAsync(greeting);

        Assert.Contains(topic, Assert.Single(await world.TextsOfAsync(help)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledgement_IsNotAnswered()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Bonjour !");

        Assert.Empty(await world.SayAsync("ok"));
    }

    [Fact]
    public async Task Version_IsAnsweredWithProductAndStorage()
    {
        var world = new OfficeWorld(("Storage:Provider", "PostgreSql"));

        Assert.Matches(@"^AssistantBot \d+\.\d+\.\d+ · PostgreSql$", Assert.Single(await world.TextsOfAsync("/version")));
        Assert.Empty(world.Triage.Inputs);
    }

    [Fact]
    public async Task EmptyMessage_DoesNotFail()
    {
        var world = new OfficeWorld();
        await world.SayAsync("Bonjour !");

        Assert.Single(await world.SayAsync("  "));
    }

    [Theory]
    [InlineData("fr", "assistant automatique")]
    [InlineData("en", "automated assistant")]
    public async Task WebChatJoin_WelcomesInThePagesLanguage(string language, string text)
    {
        var world = new OfficeWorld();

        await world.RunAsync(
            OfficeWorld.Web, Activity.CreateEvent(EventNames.WebChatJoin, JsonSerializer.SerializeToElement(new { language })), new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));

        Assert.Contains(text, Assert.Single(world.Texts(OfficeWorld.Web)), StringComparison.Ordinal);
        Assert.Equal(2, world.Said[OfficeWorld.Web][0].SuggestedActions!.Actions!.Count);
        Assert.Null(world.Said[OfficeWorld.Web][0].ReplyToId);
    }

    [Fact]
    public async Task Group_IsAnsweredOnlyWhenMentioned()
    {
        var world = new OfficeWorld();
        var group = new ConversationKey(ChannelIds.Msteams, "19:group");

        await world.TeamsAsync(group, Activity.CreateMessage("Comment poser un congé ?"), type: ConversationTypes.GroupChat);
        Assert.Empty(world.Texts(group));

        await world.TeamsAsync(group, OfficeWorld.Mention("Comment poser un congé ?"), type: ConversationTypes.GroupChat);
        Assert.StartsWith("Dans Portail RH", world.Texts(group)[^1], StringComparison.Ordinal);
        Assert.Equal("Comment poser un congé ?", world.Answerer.Requests.Single().Text);
    }

    [Fact]
    public async Task EditedQuestion_IsAnsweredAnew()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:1");
        await world.TeamsAsync(chat, Activity.CreateMessage("Comment poser un congé ?"), type: ConversationTypes.Personal);

        await world.TeamsAsync(chat, new Activity { Type = ActivityTypes.MessageUpdate, Id = "in-1", Text = "Où se garer ?", TextFormat = "plain" }, type: ConversationTypes.Personal);

        Assert.StartsWith("Au niveau -1", world.Texts(chat)[^1], StringComparison.Ordinal);
    }
}
