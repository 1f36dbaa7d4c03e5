using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Testing;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Tests.BotFramework.Turns;

public class TurnContextTests
{
    private static TurnContext CreateContext(TestAdapter? adapter = null, string? deliveryMode = null) => new(adapter ?? new TestAdapter(), new Activity
    {
        Type = ActivityTypes.Message,
        Id = "in1",
        ChannelId = "test",
        ServiceUrl = "https://test.com",
        From = new ChannelAccount { Id = "user1" },
        Recipient = new ChannelAccount { Id = "bot" },
        Conversation = new ConversationAccount { Id = "convo1" },
        Locale = "fr-FR",
        DeliveryMode = deliveryMode,
    });

    [Fact]
    public void Constructor_NullArguments_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new TurnContext(null!, new Activity()));
        Assert.Throws<ArgumentNullException>(() => new TurnContext(new TestAdapter(), null!));
    }

    [Fact]
    public async Task SendActivity_Text_IsAddressedToTheSender()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);

        var response = await context.SendActivityAsync("Bonjour", "<speak/>");

        var sent = Assert.Single(adapter.ActiveQueue);
        Assert.Equal("message", sent.Type);
        Assert.Equal("Bonjour", sent.Text);
        Assert.Equal("markdown", sent.TextFormat);
        Assert.Equal("<speak/>", sent.Speak);
        Assert.Equal(InputHints.AcceptingInput, sent.InputHint);
        Assert.Equal("bot", sent.From!.Id);
        Assert.Equal("user1", sent.Recipient!.Id);
        Assert.Equal("convo1", sent.Conversation!.Id);
        Assert.Equal("in1", sent.ReplyToId);
        Assert.Equal("fr-FR", sent.Locale);
        Assert.Equal(sent.Id, response!.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task SendActivity_BlankText_Throws(string? text)
    {
        using var context = CreateContext();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => context.SendActivityAsync(text!));
        Assert.False(context.Responded);
    }

    [Fact]
    public async Task SendActivities_NullEmptyOrNullElement_Throws()
    {
        using var context = CreateContext();
        await Assert.ThrowsAsync<ArgumentNullException>(() => context.SendActivitiesAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => context.SendActivitiesAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => context.SendActivitiesAsync([null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => context.SendActivityAsync((Activity)null!));
    }

    [Fact]
    public async Task SendActivity_LocaleAlreadySet_IsKept()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        await context.SendActivityAsync(new Activity { Text = "Hi", Locale = "en-GB" });
        Assert.Equal("en-GB", adapter.ActiveQueue.Single().Locale);
        Assert.Equal("message", adapter.ActiveQueue.Single().Type);
    }

    [Fact]
    public async Task Responded_OnlyTraceSent_StaysFalse()
    {
        using var context = CreateContext();
        await context.SendActivityAsync(new Activity { Type = ActivityTypes.Trace, Name = "t" });
        Assert.False(context.Responded);
        await context.SendActivityAsync(Activity.CreateTyping());
        Assert.True(context.Responded);
    }

    [Fact]
    public async Task OnSendActivities_Handlers_RunInOrderOfRegistration()
    {
        var order = new List<string>();
        using var context = CreateContext();
        context.OnSendActivities(async (_, activities, next) =>
        {
            order.Add("a");
            var responses = await next();
            order.Add("a-end");
            return responses;
        });
        context.OnSendActivities((_, activities, next) =>
        {
            order.Add("b:" + activities[0].Text);
            return next();
        });

        await context.SendActivityAsync("x");

        Assert.Equal(["a", "b:x", "a-end"], order);
    }

    [Fact]
    public async Task OnSendActivities_NextNotCalled_NothingIsSent()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        context.OnSendActivities((_, _, _) => Task.FromResult(Array.Empty<ResourceResponse>()));

        Assert.Null(await context.SendActivityAsync("x"));

        Assert.Empty(adapter.ActiveQueue);
        Assert.False(context.Responded);
    }

    [Fact]
    public async Task OnSendActivities_ActivityAdded_IsSentToo()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        context.OnSendActivities((_, activities, next) =>
        {
            activities.Insert(0, Activity.CreateTyping());
            return next();
        });

        await context.SendActivityAsync("x");

        Assert.Equal(["typing", "message"], adapter.ActiveQueue.Select(sent => sent.Type));
    }

    [Fact]
    public async Task UpdateActivity_SentBefore_ReplacesIt()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        var sent = await context.SendActivityAsync("old");

        var response = await context.UpdateActivityAsync(new Activity { Type = "message", Id = sent!.Id, Text = "new" });

        Assert.Equal(sent.Id, response!.Id);
        var only = Assert.Single(adapter.ActiveQueue);
        Assert.Equal("new", only.Text);
        Assert.Equal("convo1", only.Conversation!.Id);
    }

    [Fact]
    public async Task OnUpdateActivity_NextNotCalled_StopsTheUpdate()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        var sent = await context.SendActivityAsync("old");
        context.OnUpdateActivity((_, activity, _) => Task.FromResult(new ResourceResponse { Id = activity.Id }));

        await context.UpdateActivityAsync(new Activity { Type = "message", Id = sent!.Id, Text = "new" });

        Assert.Equal("old", adapter.ActiveQueue.Single().Text);
    }

    [Fact]
    public async Task DeleteActivity_SentBefore_RemovesIt()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter);
        var sent = await context.SendActivityAsync("old");
        string? seen = null;
        context.OnDeleteActivity((_, reference, next) =>
        {
            seen = reference.ActivityId;
            return next();
        });

        await context.DeleteActivityAsync(sent!.Id!);

        Assert.Equal(sent.Id, seen);
        Assert.Empty(adapter.ActiveQueue);
        await Assert.ThrowsAnyAsync<ArgumentException>(() => context.DeleteActivityAsync(" "));
    }

    [Fact]
    public async Task Disposed_AnyUse_Throws()
    {
        var context = CreateContext();
        context.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.SendActivityAsync("x"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.UpdateActivityAsync(new Activity()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => context.DeleteActivityAsync("1"));
        Assert.Throws<ObjectDisposedException>(() => context.OnSendActivities((_, _, next) => next()));
    }

    [Fact]
    public async Task ExpectReplies_Sending_BuffersInTheContext()
    {
        var adapter = new TestAdapter();
        using var context = CreateContext(adapter, DeliveryModes.ExpectReplies);

        var first = await context.SendActivityAsync("one");
        var second = await context.SendActivityAsync("two");
        await context.UpdateActivityAsync(new Activity { Type = "message", Id = first!.Id, Text = "one, corrected" });
        await context.DeleteActivityAsync(second!.Id!);

        Assert.Empty(adapter.ActiveQueue);
        Assert.True(context.Responded);
        Assert.Equal("one, corrected", Assert.Single(context.BufferedReplyActivities).Text);
    }

    [Fact]
    public async Task InvokeResponse_Sent_IsFoundInTheTurnState()
    {
        using var context = CreateContext();
        Assert.Null(context.GetInvokeResponse());

        await context.SendActivityAsync(new InvokeResponse(409, System.Text.Json.JsonElement.Parse("""{"a":1}""")).ToActivity());

        var response = context.GetInvokeResponse();
        Assert.Equal(409, response!.Status);
        Assert.False(response.IsSuccess);
        Assert.Equal(1, response.Body!.Value.GetProperty("a").GetInt32());
    }

    [Fact]
    public void Locale_DecidedByTheBot_WinsOverTheActivity()
    {
        using var context = CreateContext();
        Assert.Equal("fr-FR", context.GetLocale());
        context.SetLocale("en");
        Assert.Equal("en", context.GetLocale());
        context.SetLocale(null);
        Assert.Equal("fr-FR", context.GetLocale());
    }

    [Fact]
    public void TurnState_ByTypeAndName_FindsWhatWasAdded()
    {
        using var context = CreateContext();
        context.TurnState.Add("test");
        context.TurnState.Add("name", "named");
        Assert.Equal("test", context.TurnState.Get<string>());
        Assert.Equal("named", context.TurnState.Get<string>("name"));
        Assert.Null(context.TurnState.Get<Activity>());
        Assert.Throws<ArgumentNullException>(() => context.TurnState.Get<string>(null!));
    }
}
