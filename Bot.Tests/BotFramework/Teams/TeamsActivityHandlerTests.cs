using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Teams;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Teams;

public class TeamsActivityHandlerTests
{
    private sealed class Recorder : TeamsActivityHandler
    {
        public List<string> Calls { get; } = [];

        public FeedbackSubmission? Feedback { get; private set; }

        protected override Task OnTeamsChannelCreatedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Note($"channelCreated:{channelInfo?.Id}:{teamInfo?.Id}");

        protected override Task OnTeamsChannelRenamedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Note("channelRenamed");

        protected override Task OnTeamsChannelDeletedAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Note("channelDeleted");

        protected override Task OnTeamsChannelRestoredAsync(ChannelInfo? channelInfo, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Note("channelRestored");

        protected override Task OnTeamsTeamEventAsync(string eventType, TeamInfo? teamInfo, ITurnContext turnContext, CancellationToken cancellationToken) => Note(eventType);

        protected override Task OnTeamsMessageEditAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("edit");

        protected override Task OnTeamsMessageUndeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("undelete");

        protected override Task OnTeamsMessageSoftDeleteAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("softDelete");

        protected override Task OnMembersAddedAsync(IList<ChannelAccount> membersAdded, ITurnContext turnContext, CancellationToken cancellationToken) => Note("added:" + string.Join('+', membersAdded.Select(member => member.Email ?? member.Id)));

        protected override Task OnMembersRemovedAsync(IList<ChannelAccount> membersRemoved, ITurnContext turnContext, CancellationToken cancellationToken) => Note("removed");

        protected override Task OnTeamsReadReceiptAsync(JsonElement readReceipt, ITurnContext turnContext, CancellationToken cancellationToken) => Note("read:" + readReceipt.GetProperty("lastReadMessageId").GetString());

        protected override Task OnEventAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("event");

        protected override Task OnTeamsFileConsentAcceptAsync(ITurnContext turnContext, JsonElement fileConsentCardResponse, CancellationToken cancellationToken) => Note("fileAccept");

        protected override Task OnTeamsFileConsentDeclineAsync(ITurnContext turnContext, JsonElement fileConsentCardResponse, CancellationToken cancellationToken) => Note("fileDecline");

        protected override Task<JsonElement?> OnTeamsTaskModuleFetchAsync(ITurnContext turnContext, JsonElement taskModuleRequest, CancellationToken cancellationToken) =>
            Task.FromResult<JsonElement?>(JsonElement.Parse("""{"task":{"type":"message","value":"hi"}}"""));

        protected override Task<JsonElement?> OnTeamsTaskModuleSubmitAsync(ITurnContext turnContext, JsonElement taskModuleRequest, CancellationToken cancellationToken) => Task.FromResult<JsonElement?>(null);

        protected override Task OnFeedbackAsync(ITurnContext turnContext, FeedbackSubmission feedback, CancellationToken cancellationToken)
        {
            Feedback = feedback;
            return Task.CompletedTask;
        }

        private Task Note(string call)
        {
            Calls.Add(call);
            return Task.CompletedTask;
        }
    }

    private static async Task<(Recorder Bot, InvokeResponse? Answer)> RunAsync(string json)
    {
        var bot = new Recorder();
        var activity = ActivityJson.Read(json);
        activity.Recipient = new ChannelAccount { Id = "28:bot" };
        using var turn = new TurnContext(new TestAdapter(), activity);
        await bot.OnTurnAsync(turn);
        return (bot, turn.GetInvokeResponse());
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"channelCreated","channel":{"id":"c"},"team":{"id":"t"}}}""", "channelCreated:c:t")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"channelRenamed"}}""", "channelRenamed")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"channelDeleted"}}""", "channelDeleted")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"channelRestored"}}""", "channelRestored")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"teamArchived"}}""", "teamArchived")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"teamHardDeleted"}}""", "teamHardDeleted")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"teamRenamed"}}""", "teamRenamed")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"somethingNew"}}""", "")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams"}""", "")]
    [InlineData("""{"type":"conversationUpdate","channelId":"directline","channelData":{"eventType":"channelCreated"}}""", "")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{"eventType":"teamMemberAdded"},"membersAdded":[{"id":"28:bot"}]}""", "")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{},"membersAdded":[{"id":"29:known"},{"id":"29:gone"},{"id":"28:bot"}]}""", "added:29:known+29:gone+28:bot")]
    [InlineData("""{"type":"conversationUpdate","channelId":"directline","membersAdded":[{"id":"29:known"}]}""", "added:29:known")]
    [InlineData("""{"type":"conversationUpdate","channelId":"msteams","channelData":{},"membersRemoved":[{"id":"29:u"}]}""", "removed")]
    [InlineData("""{"type":"messageUpdate","channelId":"msteams","channelData":{"eventType":"editMessage"}}""", "edit")]
    [InlineData("""{"type":"messageUpdate","channelId":"msteams","channelData":{"eventType":"undeleteMessage"}}""", "undelete")]
    [InlineData("""{"type":"messageUpdate","channelId":"directline","channelData":{"eventType":"editMessage"}}""", "")]
    [InlineData("""{"type":"messageUpdate","channelId":"msteams"}""", "")]
    [InlineData("""{"type":"messageDelete","channelId":"msteams","channelData":{"eventType":"softDeleteMessage"}}""", "softDelete")]
    [InlineData("""{"type":"messageDelete","channelId":"msteams","channelData":{}}""", "")]
    [InlineData("""{"type":"event","channelId":"msteams","name":"application/vnd.microsoft.readReceipt","value":{"lastReadMessageId":"7"}}""", "read:7")]
    [InlineData("""{"type":"event","channelId":"msteams","name":"other"}""", "event")]
    [InlineData("""{"type":"event","channelId":"directline","name":"application/vnd.microsoft.readReceipt"}""", "event")]
    public async Task OnTurn_TeamsActivity_IsDispatched(string json, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await RunAsync(json)).Bot.Calls));

    [Theory]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"task/fetch","value":{}}""", 200)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"task/fetch","value":[]}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"task/submit","value":{}}""", 200)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"composeExtension/query","value":{}}""", 501)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"composeExtension/query"}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"composeExtension/unheard"}""", 501)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"fileConsent/invoke","value":{"action":"accept"}}""", 200)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"fileConsent/invoke","value":{"action":"decline"}}""", 200)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"fileConsent/invoke","value":{"action":"eat"}}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams"}""", 501)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"unknown"}""", 501)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"message/submitAction"}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"message/submitAction","value":{"actionName":"other"}}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"love"}}}""", 400)]
    [InlineData("""{"type":"invoke","channelId":"msteams","name":"message/fetchTask","value":{}}""", 501)]
    public async Task OnTurn_Invoke_IsAnsweredWithStatus(string json, int status) => Assert.Equal(status, (await RunAsync(json)).Answer!.Status);

    [Fact]
    public async Task TaskFetch_Body_IsTheHandlers() =>
        Assert.Equal("message", (await RunAsync("""{"type":"invoke","channelId":"msteams","name":"task/fetch","value":{}}""")).Answer!.Body!.Value.GetProperty("task").GetProperty("type").GetString());

    [Theory]
    [InlineData("""{"reaction":"like","feedback":"{\"feedbackText\":\"très bien\"}"}""", true, "très bien")]
    [InlineData("""{"reaction":"dislike","feedback":"{\"feedbackText\":\"\"}"}""", false, null)]
    [InlineData("""{"reaction":"dislike","feedback":"plain words"}""", false, "plain words")]
    [InlineData("""{"reaction":"dislike","feedback":"{broken"}""", false, "{broken")]
    [InlineData("""{"reaction":"like"}""", true, null)]
    public async Task Feedback_Submitted_IsReadAndAnsweredWithoutBody(string actionValue, bool helpful, string? text)
    {
        var (bot, answer) = await RunAsync($$$"""{"type":"invoke","channelId":"msteams","name":"message/submitAction","replyToId":"m1","value":{"actionName":"feedback","actionValue":{{{actionValue}}}}}""");
        Assert.Equal(200, answer!.Status);
        Assert.Null(answer.Body);
        Assert.Equal(("m1", helpful, text), (bot.Feedback!.ActivityId, bot.Feedback.IsHelpful, bot.Feedback.Text));
    }
}
