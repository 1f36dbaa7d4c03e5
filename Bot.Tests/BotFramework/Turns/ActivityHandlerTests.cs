using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Turns;

public class ActivityHandlerTests
{
    private sealed class Recorder : ActivityHandler
    {
        public List<string> Calls { get; } = [];

        public Func<AdaptiveCardInvokeValue, AdaptiveCardInvokeResponse>? OnCard { get; init; }

        public bool AnswersItself { get; init; }

        protected override Task OnMessageActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("message");

        protected override Task OnMessageUpdateActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("update");

        protected override Task OnMessageDeleteActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("delete");

        protected override Task OnMembersAddedAsync(IList<ChannelAccount> membersAdded, ITurnContext turnContext, CancellationToken cancellationToken) =>
            Note("added:" + string.Join('+', membersAdded.Select(member => member.Id)));

        protected override Task OnMembersRemovedAsync(IList<ChannelAccount> membersRemoved, ITurnContext turnContext, CancellationToken cancellationToken) =>
            Note("removed:" + string.Join('+', membersRemoved.Select(member => member.Id)));

        protected override Task OnReactionsAddedAsync(IList<MessageReaction> messageReactions, ITurnContext turnContext, CancellationToken cancellationToken) => Note("reactions+");

        protected override Task OnReactionsRemovedAsync(IList<MessageReaction> messageReactions, ITurnContext turnContext, CancellationToken cancellationToken) => Note("reactions-");

        protected override Task OnTokenResponseEventAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("token");

        protected override Task OnEventAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("event");

        protected override Task OnSignInInvokeAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("signin");

        protected override Task<AdaptiveCardInvokeResponse> OnAdaptiveCardInvokeAsync(ITurnContext turnContext, AdaptiveCardInvokeValue invokeValue, CancellationToken cancellationToken) =>
            OnCard is null ? base.OnAdaptiveCardInvokeAsync(turnContext, invokeValue, cancellationToken) : Task.FromResult(OnCard(invokeValue));

        protected override async Task<InvokeResponse?> OnInvokeActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken)
        {
            if (!AnswersItself)
                return await base.OnInvokeActivityAsync(turnContext, cancellationToken);
            await turnContext.SendActivityAsync(new InvokeResponse(202).ToActivity(), cancellationToken);
            return new InvokeResponse(500);
        }

        protected override Task OnEndOfConversationActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("end");

        protected override Task OnTypingActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("typing");

        protected override Task OnInstallationUpdateAddAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("install");

        protected override Task OnInstallationUpdateRemoveAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("uninstall");

        protected override Task OnCommandActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("command");

        protected override Task OnCommandResultActivityAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("commandResult");

        protected override Task OnUnrecognizedActivityTypeAsync(ITurnContext turnContext, CancellationToken cancellationToken) => Note("unknown");

        private Task Note(string call)
        {
            Calls.Add(call);
            return Task.CompletedTask;
        }
    }

    private static async Task<(Recorder Bot, InvokeResponse? Answer, TestAdapter Adapter)> RunAsync(string json, Recorder? bot = null)
    {
        bot ??= new Recorder();
        var adapter = new TestAdapter();
        var activity = ActivityJson.Read(json);
        activity.Recipient ??= new ChannelAccount { Id = "bot" };
        using var turn = new TurnContext(adapter, activity);
        await bot.OnTurnAsync(turn);
        return (bot, turn.GetInvokeResponse(), adapter);
    }

    [Theory]
    [InlineData("""{"type":"message"}""", "message")]
    [InlineData("""{"type":"messageUpdate"}""", "update")]
    [InlineData("""{"type":"messageDelete"}""", "delete")]
    [InlineData("""{"type":"event","name":"tokens/response"}""", "token")]
    [InlineData("""{"type":"event","name":"x"}""", "event")]
    [InlineData("""{"type":"event"}""", "event")]
    [InlineData("""{"type":"endOfConversation"}""", "end")]
    [InlineData("""{"type":"typing"}""", "typing")]
    [InlineData("""{"type":"installationUpdate","action":"add"}""", "install")]
    [InlineData("""{"type":"installationUpdate","action":"add-upgrade"}""", "install")]
    [InlineData("""{"type":"installationUpdate","action":"Remove"}""", "uninstall")]
    [InlineData("""{"type":"installationUpdate","action":"remove-upgrade"}""", "uninstall")]
    [InlineData("""{"type":"installationUpdate","action":"other"}""", "")]
    [InlineData("""{"type":"installationUpdate"}""", "")]
    [InlineData("""{"type":"command"}""", "command")]
    [InlineData("""{"type":"commandResult"}""", "commandResult")]
    [InlineData("""{"type":"Message"}""", "unknown")]
    [InlineData("""{"type":"message/x"}""", "unknown")]
    [InlineData("""{"type":"suggestion"}""", "unknown")]
    [InlineData("""{"type":"conversationUpdate"}""", "")]
    [InlineData("""{"type":"conversationUpdate","topicName":"x"}""", "")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"bot"}]}""", "")]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"bot"},{"id":"u"}]}""", "added:bot+u")]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"bot"}]}""", "")]
    [InlineData("""{"type":"conversationUpdate","membersRemoved":[{"id":"u"}]}""", "removed:u")]
    [InlineData("""{"type":"messageReaction","reactionsRemoved":[{"type":"like"}],"reactionsAdded":[{"type":"sad"}]}""", "reactions+ reactions-")]
    [InlineData("""{"type":"messageReaction"}""", "")]
    public async Task OnTurn_Activity_IsDispatched(string json, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await RunAsync(json)).Bot.Calls));

    [Fact]
    public async Task OnTurn_NoType_Throws()
    {
        using var turn = new TurnContext(new TestAdapter(), new Activity());
        await Assert.ThrowsAsync<ArgumentException>(() => new ActivityHandler().OnTurnAsync(turn));
        await Assert.ThrowsAsync<ArgumentNullException>(() => new ActivityHandler().OnTurnAsync(null!));
    }

    [Theory]
    [InlineData("""{"type":"invoke","name":"nobody/knows"}""", 501)]
    [InlineData("""{"type":"invoke"}""", 501)]
    [InlineData("""{"type":"invoke","name":"AdaptiveCard/Action"}""", 501)]
    [InlineData("""{"type":"invoke","name":"signin/verifyState","value":{"state":"123456"}}""", 200)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute"}}}""", 501)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action"}""", 400)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":"x"}""", 400)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{}}""", 400)]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":7}}""", 400)]
    public async Task OnTurn_Invoke_IsAnsweredWithStatus(string json, int status) => Assert.Equal(status, (await RunAsync(json)).Answer!.Status);

    [Theory]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{}}""", "BadRequest")]
    [InlineData("""{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"type":"Action.Submit"}}}""", "NotSupported")]
    public async Task OnTurn_BadCardAction_SaysWhy(string json, string code)
    {
        var body = (await RunAsync(json)).Answer!.Body!.Value;
        Assert.Equal(400, body.GetProperty("statusCode").GetInt32());
        Assert.Equal("application/vnd.microsoft.error", body.GetProperty("type").GetString());
        Assert.Equal(code, body.GetProperty("value").GetProperty("code").GetString());
    }

    [Fact]
    public async Task OnTurn_CardAction_IsAnsweredWithTheHandlersBody()
    {
        var bot = new Recorder
        {
            OnCard = value => new AdaptiveCardInvokeResponse
            {
                StatusCode = 200,
                Type = "application/vnd.microsoft.activity.message",
                Value = JsonSerializer.SerializeToElement($"{value.Action!.Verb}/{value.Trigger}/{value.Action.Data!.Value.GetProperty("id").GetInt32()}"),
            },
        };
        const string Json = """{"type":"invoke","name":"adaptiveCard/action","value":{"action":{"type":"Action.Execute","verb":"accept","data":{"id":7}},"trigger":"manual"}}""";
        var answer = (await RunAsync(Json, bot)).Answer!;
        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":"accept/manual/7"}""", answer.Body!.Value.GetRawText());
    }

    [Fact]
    public async Task OnTurn_HandlerAnsweredItself_NoSecondAnswer()
    {
        var (_, answer, adapter) = await RunAsync("""{"type":"invoke","name":"x"}""", new Recorder { AnswersItself = true });
        Assert.Equal(202, answer!.Status);
        Assert.Single(adapter.ActiveQueue);
    }

    [Theory]
    [InlineData("""{"type":"message","value":{"status":200}}""")]
    [InlineData("""{"type":"invokeResponse"}""")]
    [InlineData("""{"type":"invokeResponse","value":{"status":"x"}}""")]
    [InlineData("""{"type":"invokeResponse","value":[]}""")]
    public void InvokeResponse_FromOtherActivity_IsNull(string json) => Assert.Null(InvokeResponse.FromActivity(ActivityJson.Read(json)));

    [Fact]
    public void InvokeResponse_RoundTrip_KeepsStatusAndBody()
    {
        var response = new InvokeResponse(412, JsonElement.Parse("""{"é":[1,{"x":null}]}"""));
        var again = InvokeResponse.FromActivity(response.ToActivity())!;
        Assert.Equal(412, again.Status);
        Assert.True(JsonElement.DeepEquals(response.Body!.Value, again.Body!.Value));
        Assert.Null(InvokeResponse.FromActivity(new InvokeResponse(200).ToActivity())!.Body);
    }
}
