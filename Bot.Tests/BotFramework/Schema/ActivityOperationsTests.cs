using AssistantBot.BotFramework.Schema;

namespace AssistantBot.Tests.BotFramework.Schema;

public class ActivityOperationsTests
{
    private static Activity Incoming(string type = ActivityTypes.Message, string channelId = "msteams") => new()
    {
        Type = type,
        Id = "in",
        ChannelId = channelId,
        ServiceUrl = "https://x/",
        From = new ChannelAccount { Id = "u" },
        Recipient = new ChannelAccount { Id = "b", Name = "Bot" },
        Conversation = new ConversationAccount { Id = "c" },
        Locale = "fr-FR",
    };

    [Fact]
    public void CreateReply_Message_IsAddressedToTheSender()
    {
        var reply = Incoming().CreateReply("ok");
        Assert.Equal(("message", "b", "u", "c", "in", "https://x/", "msteams", "fr-FR"),
            (reply.Type, reply.From!.Id, reply.Recipient!.Id, reply.Conversation!.Id, reply.ReplyToId, reply.ServiceUrl, reply.ChannelId, reply.Locale));
        Assert.Equal("", Incoming().CreateReply().Text);
        Assert.Equal("en", Incoming().CreateReply("x", "en").Locale);
    }

    [Theory]
    [InlineData(ActivityTypes.ConversationUpdate, "directline", null)]
    [InlineData(ActivityTypes.ConversationUpdate, "webchat", null)]
    [InlineData(ActivityTypes.ConversationUpdate, "msteams", "in")]
    [InlineData(ActivityTypes.Message, "directline", "in")]
    public void ReplyTo_ConversationUpdateOnTheWeb_IsLeftOut(string type, string channelId, string? expected)
    {
        var incoming = Incoming(type, channelId);
        Assert.Equal(expected, incoming.GetConversationReference().ActivityId);
        Assert.Equal(expected, incoming.CreateReply("x").ReplyToId);
    }

    [Fact]
    public void ApplyReference_Incoming_SwapsTheParties()
    {
        var reference = Incoming().GetConversationReference();
        var activity = new Activity { Type = "event", Locale = "en" }.ApplyConversationReference(reference, isIncoming: true);
        Assert.Equal("u", activity.From!.Id);
        Assert.Equal("b", activity.Recipient!.Id);
        Assert.Equal("in", activity.Id);
        Assert.Equal("en", activity.Locale);
        Assert.Null(activity.ReplyToId);
    }

    [Fact]
    public void ApplyReference_WithoutActivityId_KeepsReplyTo()
    {
        var reference = Incoming().GetConversationReference();
        reference.ActivityId = null;
        Assert.Equal("r", new Activity { Type = "message", ReplyToId = "r" }.ApplyConversationReference(reference).ReplyToId);
    }

    [Fact]
    public void RecipientMention_FoundByEntity_IsRemoved()
    {
        var activity = Incoming();
        activity.Text = "<at>Bot</at> demande à <at>Bob</at> <at>bot</at>";
        activity.Entities =
        [
            new Mention(new ChannelAccount { Id = "b" }, "<at>Bot</at>").ToEntity(),
            new Mention(new ChannelAccount { Id = "bob" }, "<at>Bob</at>").ToEntity(),
        ];
        Assert.True(activity.MentionsRecipient());
        Assert.Equal("demande à <at>Bob</at>", activity.TextWithoutRecipientMention());
        Assert.Contains("<at>Bot</at>", activity.Text, StringComparison.Ordinal);
        Assert.Equal("demande à <at>Bob</at>", activity.RemoveRecipientMention());
        Assert.Equal("demande à <at>Bob</at>", activity.Text);
    }

    [Fact]
    public void RecipientMention_OnlyInTheText_IsNotAMention()
    {
        var activity = Incoming();
        activity.Text = "<at>Bot</at> bonjour";
        Assert.False(activity.MentionsRecipient());
        Assert.Equal("<at>Bot</at> bonjour", activity.TextWithoutRecipientMention());
    }

    [Fact]
    public void Mention_RoundTrip_KeepsAccountAndText()
    {
        var activity = Incoming();
        activity.Entities = [new Mention(new ChannelAccount { Id = "29:é", Name = "A & B" }, "<at>A &amp; B</at>").ToEntity()];
        var mention = Assert.Single(ActivityJson.Read(ActivityJson.Write(activity)).GetMentions());
        Assert.Equal("29:é", mention.Mentioned.Id);
        Assert.Equal("<at>A &amp; B</at>", mention.Text);
    }

    [Fact]
    public void TeamsChannelData_OtherShape_IsNull()
    {
        var activity = ActivityJson.Read("""{"type":"message","channelData":{"team":7}}""");
        Assert.Null(activity.GetTeamsChannelData());
        Assert.Null(ActivityJson.Read("""{"type":"message","channelData":"text"}""").GetTeamsChannelData());
    }
}
