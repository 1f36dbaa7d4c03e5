using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Cards;
using AssistantBot.Tests.Dialogs;
using AssistantBot.Triage;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace AssistantBot.Tests.Handoff;

public sealed class TeamsFileTests
{
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
        await world.ExecuteAsync(HandoffVerbs.Accept, "Paul");

        var file = new Activity
        {
            Type = ActivityTypes.Message,
            Attachments = [new Attachment { Name = "plan [v2].pdf", ContentType = "application/pdf", ContentUrl = StoredAttachment.ReferenceTo("f1") }],
        };
        await world.RunAsync(OfficeWorld.Web, file, new TurnIdentity(TurnOrigin.DirectLine, "dl_ana") { Name = "Ana" });

        var said = world.Texts(world.Thread())[^1];
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
        Assert.Contains(why, world.Card(), StringComparison.Ordinal);
    }
}
