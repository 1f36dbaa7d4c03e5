using System.Text.Json;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Handoff.Requests;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace AssistantBot.Tests.Handoff;

public sealed class TeamsThreadTests
{
    private static readonly ConversationKey Private = new(ChannelIds.Msteams, "a:sophie");

    [Fact]
    public async Task Open_PostsTheCardAsANewThreadOfTheChosenChannel()
    {
        var world = await OpenAsync("Je veux parler à une personne.");

        var post = world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().First();
        Assert.Equal("19:assist@thread.tacv2", post.NewThread!.ChannelData!.Value.GetProperty("channel").GetProperty("id").GetString());
        Assert.Equal("https://smba.example/", post.Reference!.ServiceUrl);
        Assert.Equal("28:bot", post.Reference.Bot!.Id);
        var card = Card(world);
        Assert.Contains("Une personne a besoin de vous", card, StringComparison.Ordinal);
        Assert.Contains("Ana", card, StringComparison.Ordinal);
        Assert.Contains(world.Handoffs.Requests[0].Id, card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ma mère est à l'hôpital, je n'en peux plus.", "Demande confidentielle", "hôpital")]
    [InlineData("My mother is in hospital, I cannot cope.", "Confidential request", "hospital")]
    public async Task Confidential_ShowsNothingPersonalInTheChannel_Ever(string text, string title, string secret)
    {
        var world = await OpenAsync(text);
        var request = world.Handoffs.Requests[0];
        Assert.Contains(title, Card(world), StringComparison.Ordinal);

        await world.SayAsync(text + " encore");
        await ExecuteAsync(world, HandoffVerbs.Accept, "Sophie");
        await world.SayAsync(text + " toujours");
        await world.DeskAsync(DeskCommands.Message, new DeskMessage(request.Id, "hospital hôpital"), "Sophie");
        await ExecuteAsync(world, HandoffVerbs.Close, "Sophie");

        Assert.Single(world.Said[Thread(world)]);
        var everything = string.Join('\n', world.Effects.Where(done => done.Conversation == Thread(world)).Select(done => done.Effect).Select(effect => effect switch
        {
            SendActivityEffect sent => ActivityJson.Write(sent.Activity),
            UpdateActivityEffect updated => ActivityJson.Write(updated.Activity),
            _ => "",
        }))
            + string.Join('\n', world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().Where(post => post.To == Thread(world)).Select(post => ActivityJson.Write(post.Activity)));
        Assert.DoesNotContain(secret, everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ana", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Reference, everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confidential_ReachesTheAcceptersPrivateChat_AndIsAnsweredThere()
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.TeamsAsync(Private, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.SayAsync("Ma mère est à l'hôpital.");

        await ExecuteAsync(world, HandoffVerbs.Accept, "Sophie");

        var card = world.Said[Private][^1].Attachments![0].Content!.Value.GetRawText();
        Assert.Contains("hôpital", card, StringComparison.Ordinal);
        Assert.Contains("\"Input.Text\"", card, StringComparison.Ordinal);

        await world.SayAsync("Elle est à l'hôpital depuis hier.");
        Assert.Equal("**Ana** : Elle est à l'hôpital depuis hier.", world.Texts(Private)[^1]);

        await world.TeamsAsync(Private, Activity.CreateMessage("Je suis là."), "Sophie", ConversationTypes.Personal);
        Assert.Equal("Je suis là.", world.Texts(OfficeWorld.Web)[^1]);
        Assert.Equal("Transmis à Ana.", world.Texts(Private)[^1]);

        await ExecuteAsync(world, HandoffVerbs.Reply, "Sophie", Private, reply: "Prenez votre temps.");
        Assert.Equal("Prenez votre temps.", world.Texts(OfficeWorld.Web)[^1]);
    }

    [Fact]
    public async Task TwoPrivateConversations_FreeTextAsksToWhom()
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.TeamsAsync(Private, Activity.CreateMessage("Bonjour !"), "Sophie", ConversationTypes.Personal);
        await world.SayAsync("Ma mère est à l'hôpital.");
        await ExecuteAsync(world, HandoffVerbs.Accept, "Sophie");
        var other = new ConversationKey(ChannelIds.Msteams, "a:paul");
        await world.TeamsAsync(other, Activity.CreateMessage("On me harcèle."), "Paul", ConversationTypes.Personal);
        var second = world.Handoffs.Requests[^1];
        await ExecuteAsync(world, HandoffVerbs.Accept, "Sophie", second.Thread!.Value, second.Id);
        var before = world.Texts(OfficeWorld.Web).Count + world.Texts(other).Count;

        await world.TeamsAsync(Private, Activity.CreateMessage("Bonjour"), "Sophie", ConversationTypes.Personal);

        Assert.Contains("À qui ?", world.Texts(Private)[^1], StringComparison.Ordinal);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count + world.Texts(other).Count);
    }

    [Fact]
    public async Task Accept_ByCard_ChangesTheCardForEveryone_AndTheLoserIsToldWhoWon()
    {
        var world = await OpenAsync("Je veux parler à une personne.");

        var won = await ExecuteAsync(world, HandoffVerbs.Accept, "Paul");
        var lost = await ExecuteAsync(world, HandoffVerbs.Accept, "Karim");

        Assert.Equal(200, won!.Status);
        Assert.Equal(AttachmentContentTypes.AdaptiveCard, won.Body!.Value.GetProperty("type").GetString());
        Assert.Equal("application/vnd.microsoft.activity.message", lost!.Body!.Value.GetProperty("type").GetString());
        Assert.Equal("Paul a déjà pris cette demande.", lost.Body.Value.GetProperty("value").GetString());
        Assert.Single(world.Said[Thread(world)]);
        Assert.Contains("Pris par Paul", Card(world), StringComparison.Ordinal);
        Assert.Contains("Paul prend le relais", world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
        Assert.Equal("aad-Paul", world.Handoffs.Requests[0].AssistantId);
    }

    [Fact]
    public async Task Accept_BySubmitFallback_WorksTheSame()
    {
        var world = await OpenAsync("Je veux parler à une personne.");
        var submit = new Activity
        {
            Type = ActivityTypes.Message,
            Value = JsonSerializer.SerializeToElement(new { verb = HandoffVerbs.Accept, handoffId = world.Handoffs.Requests[0].Id, assistantId = "aad-Karim", status = "Closed" }),
        };

        await world.TeamsAsync(Thread(world), submit.Clone(), "Paul");
        await world.TeamsAsync(Thread(world), submit.Clone(), "Karim");

        Assert.Equal("Paul", world.Handoffs.Requests[0].AssistantName);
        Assert.Equal("Paul a déjà pris cette demande.", world.Texts(Thread(world))[^1]);
    }

    [Fact]
    public async Task Thread_OnlyMentionsGoToThePerson_AndThePersonIsHeard()
    {
        var world = await OpenAsync("Je veux parler à une personne.");
        await ExecuteAsync(world, HandoffVerbs.Accept, "Paul");
        var before = world.Texts(OfficeWorld.Web).Count;

        await world.TeamsAsync(Thread(world), Activity.CreateMessage("Qui connaît ce dossier ?"), "Paul");
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);

        await world.TeamsAsync(Thread(world), OfficeWorld.Mention("Bonjour Ana, je regarde."), "Paul");
        var said = world.Said[OfficeWorld.Web].Last(activity => activity.Type == ActivityTypes.Message);
        Assert.Equal("Bonjour Ana, je regarde.", said.Text);
        Assert.Equal("Paul", said.From!.Name);

        Assert.Empty(await world.SayAsync("Merci *beaucoup* <at>Bot</at>"));
        Assert.Equal(@"**Ana** : Merci \*beaucoup\* \<at\>Bot\</at\>", world.Texts(Thread(world))[^1]);
    }

    [Fact]
    public async Task Thread_WhoHasNotAccepted_IsToldThatNothingWasPassedOn()
    {
        var world = await OpenAsync("Je veux parler à une personne.");
        var before = world.Texts(OfficeWorld.Web).Count;

        await world.TeamsAsync(Thread(world), OfficeWorld.Mention("Bonjour"), "Paul");
        Assert.Contains("acceptez-la d'abord", world.Texts(Thread(world))[^1], StringComparison.Ordinal);
        Assert.Equal(before, world.Texts(OfficeWorld.Web).Count);

        await ExecuteAsync(world, HandoffVerbs.Accept, "Paul");
        await world.TeamsAsync(Thread(world), OfficeWorld.Mention("Bonjour"), "Karim");
        Assert.StartsWith("Paul suit cette demande", world.Texts(Thread(world))[^1], StringComparison.Ordinal);
        Assert.Equal(before + 1, world.Texts(OfficeWorld.Web).Count);
    }

    [Fact]
    public async Task Edits_PassBothWays()
    {
        var world = await OpenAsync("Je veux parler à une personne.");
        await ExecuteAsync(world, HandoffVerbs.Accept, "Paul");
        var message = OfficeWorld.Mention("Rendez-vous lundi");
        message.Id = "teams-1";
        await world.TeamsAsync(Thread(world), message, "Paul");

        var edit = OfficeWorld.Mention("Rendez-vous mardi");
        edit.Id = "teams-1";
        edit.Type = ActivityTypes.MessageUpdate;
        await world.TeamsAsync(Thread(world), edit, "Paul");
        Assert.Contains("Rendez-vous mardi", world.Texts(OfficeWorld.Web));
        Assert.DoesNotContain("Rendez-vous lundi", world.Texts(OfficeWorld.Web));

        await world.RunAsync(OfficeWorld.Web, new Activity { Type = ActivityTypes.MessageUpdate, Id = "w1", Text = "Plutôt jeudi" }, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        Assert.Equal("**Ana** a corrigé son message : Plutôt jeudi", world.Texts(Thread(world))[^1]);
    }

    [Fact]
    public async Task Payload_IsNeverBelieved()
    {
        var world = await OpenAsync("Je veux parler à une personne.");
        var id = world.Handoffs.Requests[0].Id;
        var group = new ConversationKey(ChannelIds.Msteams, "19:other@thread.tacv2;messageid=9");

        // From another channel, from a private chat, as a guest, with another id, with an unknown verb, with data of another shape.
        var refused = new[]
        {
            await ExecuteAsync(world, HandoffVerbs.Accept, "Paul", group, id),
            await ExecuteAsync(world, HandoffVerbs.Accept, "Paul", Private, id),
            await ExecuteAsync(world, HandoffVerbs.Accept, "Paul", Thread(world), id, isMember: false),
            await ExecuteAsync(world, HandoffVerbs.Accept, "Paul", Thread(world), "another"),
            await ExecuteAsync(world, "handoff/destroy", "Paul", Thread(world), id),
            await ExecuteAsync(world, HandoffVerbs.Accept, "Paul", Thread(world), new string('x', 5000)),
        };

        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
        Assert.All(refused, response => Assert.Equal("Cette demande est introuvable.", response!.Body!.Value.GetProperty("value").GetString()));
        // On the web a forged submit is nothing but an empty message.
        await world.RunAsync(
            OfficeWorld.Web, new Activity { Type = ActivityTypes.Message, Value = JsonSerializer.SerializeToElement(new { verb = HandoffVerbs.Accept, handoffId = id }) },
            new TurnIdentity(TurnOrigin.DirectLine, "dl_ana"));
        Assert.Equal(HandoffState.Waiting, world.Handoffs.Requests[0].State);
    }

    [Theory]
    [InlineData("https://bot.example/", @"Fichier joint : \[plan \\\[v2\\\]\.pdf\]\(https://bot\.example/v3/directline/attachments/f1\?e=\d+&s=[\w-]+\)")]
    [InlineData(null, @"Fichier joint : plan \\\[v2\\\]\.pdf\. Il s'ouvre sur le poste des assistants, pas d'ici\.")]
    public async Task File_OfThePerson_IsALineOfTheThread_WithALinkWhereTheServerCanBeReached(string? address, string expected)
    {
        var secrets = new Mock<IInstallationSecrets>();
        secrets.Setup(kept => kept.GetOrCreateAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new byte[32]);
        var world = new OfficeWorld(services => services
            .AddSingleton(secrets.Object).AddSingleton<AttachmentLinks>().Configure<DirectLineOptions>(options => options.PublicUrl = address));
        await world.ChooseChannelAsync();
        await world.SayAsync("Je veux parler à une personne.");
        await ExecuteAsync(world, HandoffVerbs.Accept, "Paul");

        var file = new Activity
        {
            Type = ActivityTypes.Message,
            Attachments = [new Attachment { Name = "plan [v2].pdf", ContentType = "application/pdf", ContentUrl = StoredAttachment.ReferenceTo("f1") }],
        };
        await world.RunAsync(OfficeWorld.Web, file, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { Name = "Ana" });

        var said = world.Texts(Thread(world))[^1];
        Assert.StartsWith("**Ana** :", said, StringComparison.Ordinal);
        Assert.Matches(expected, said);
    }

    [Theory]
    [InlineData("fr", "Votre fichier est bien arrivé.", "Oui, une personne", "La personne a envoyé un fichier, que le bot ne lit pas.")]
    [InlineData("en", "Your file has arrived.", "Yes, a person", "The person sent a file, which the bot does not read.")]
    public async Task File_WithoutWords_IsOfferedToAPerson_WhoReadsWhyInTheCard(string language, string offered, string accepts, string why)
    {
        var world = new OfficeWorld(("Handoff:Language", language));
        await world.ChooseChannelAsync();
        var file = new Activity
        {
            Type = ActivityTypes.Message,
            Locale = language,
            Attachments = [new Attachment { Name = "fauteuil.png", ContentType = "image/png", ContentUrl = StoredAttachment.ReferenceTo("f1") }],
        };

        await world.RunAsync(OfficeWorld.Web, file, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { Name = "Ana" });
        Assert.StartsWith(offered, world.Texts(OfficeWorld.Web)[^1], StringComparison.Ordinal);
        await world.SayAsync(accepts);

        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal((TriageReason.FileSent, false), (request.Reason, request.Confidential));
        Assert.Equal("fauteuil.png", request.Brief.Wants);
        Assert.Contains(why, Card(world), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_ChangesTheCard()
    {
        var world = await OpenAsync("Je veux parler à une personne.");

        await world.SayAsync("annuler");

        Assert.Contains("Demande retirée", Card(world), StringComparison.Ordinal);
        Assert.DoesNotContain("Je prends", Card(world), StringComparison.Ordinal);
        Assert.False((await world.DeskAsync(DeskCommands.Accept, new DeskAccept(world.Handoffs.Requests[0].Id))).Ok);
    }

    [Theory]
    [InlineData("relais ici", "fr")]
    [InlineData("handoffs here", "en")]
    public async Task ChoosingTheChannel_NeedsAListedAdministrator(string command, string language)
    {
        var world = new OfficeWorld(("Handoff:Administrators:0", "aad-Chef"));

        await world.TeamsAsync(OfficeWorld.Channel, OfficeWorld.Mention(command), "Paul");
        Assert.Equal(world.Wording.Get("admin.refused", language), world.Texts(OfficeWorld.Channel)[^1]);

        await world.TeamsAsync(OfficeWorld.Channel, OfficeWorld.Mention(command), "Chef");
        Assert.Equal(world.Wording.Get("admin.channelSet", language), world.Texts(OfficeWorld.Channel)[^1]);

        await world.TeamsAsync(Private, Activity.CreateMessage(command), "Chef", ConversationTypes.Personal);
        Assert.Equal(world.Wording.Get("admin.notAChannel", language), world.Texts(Private)[^1]);
    }

    [Fact]
    public async Task ConfiguredChannel_IsUsedUntilOneIsChosen()
    {
        var world = new OfficeWorld(("Handoff:TeamsChannel:ServiceUrl", "https://smba.example/emea/"), ("Handoff:TeamsChannel:ChannelId", "19:configured"), ("MicrosoftAppId", "app"));

        await world.SayAsync("Je veux parler à une personne.");

        var post = world.Effects.Select(done => done.Effect).OfType<PostInternalActivityEffect>().First();
        Assert.Equal("19:configured", post.NewThread!.ChannelData!.Value.GetProperty("channel").GetProperty("id").GetString());
        Assert.Equal("28:app", post.NewThread.Bot!.Id);
    }

    [Fact]
    public async Task GraveMessageInAGroup_MovesToThePrivateChat_AndNothingPersonalStaysInTheGroup()
    {
        var world = new OfficeWorld();
        var group = new ConversationKey(ChannelIds.Msteams, "19:group");

        await world.TeamsAsync(group, OfficeWorld.Mention("On me harcèle dans l'équipe."), "Paul", ConversationTypes.GroupChat);

        Assert.Equal("Je vous écris en privé.", Assert.Single(world.Texts(group)));
        var request = Assert.Single(world.Handoffs.Requests);
        Assert.Equal(new ConversationKey(ChannelIds.Msteams, "personal:29:Paul"), request.Conversation);
        Assert.Equal("29:Paul", request.PersonId);
        Assert.True(request is { Confidential: true, IsMember: true });
        Assert.Contains("en privé", world.Texts(request.Conversation)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GraveMessageInAGroup_UsesTheKnownPrivateChat()
    {
        var world = new OfficeWorld();
        var chat = new ConversationKey(ChannelIds.Msteams, "a:paul");
        await world.TeamsAsync(chat, Activity.CreateMessage("Bonjour !"), "Paul", ConversationTypes.Personal);

        await world.TeamsAsync(new(ChannelIds.Msteams, "19:group"), OfficeWorld.Mention("On me harcèle dans l'équipe."), "Paul", ConversationTypes.GroupChat);

        Assert.Equal(chat, Assert.Single(world.Handoffs.Requests).Conversation);
    }

    private static async Task<OfficeWorld> OpenAsync(string text)
    {
        var world = new OfficeWorld();
        await world.ChooseChannelAsync();
        await world.SayAsync(text);
        return world;
    }

    private static ConversationKey Thread(OfficeWorld world) => world.Handoffs.Requests[0].Thread!.Value;

    private static string Card(OfficeWorld world) => world.Said[Thread(world)][0].Attachments![0].Content!.Value.GetRawText();

    private static Task<InvokeResponse?> ExecuteAsync(
        OfficeWorld world, string verb, string who, ConversationKey? conversation = null, string? handoffId = null, string? reply = null, bool isMember = true)
    {
        var value = JsonSerializer.SerializeToElement(new
        {
            action = new { type = "Action.Execute", verb, data = new { handoffId = handoffId ?? world.Handoffs.Requests[0].Id, reply, assistantId = "aad-Forged" } },
            trigger = "manual",
        });
        var to = conversation ?? Thread(world);
        return world.TeamsAsync(
            to, new Activity { Type = ActivityTypes.Invoke, Name = InvokeNames.AdaptiveCardAction, Value = value }, who,
            to == Private ? ConversationTypes.Personal : ConversationTypes.Channel, isMember);
    }
}
