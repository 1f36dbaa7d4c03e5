using System.Text;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Storage.PostgreSql;

namespace AssistantBot.Tests.Storage.PostgreSql;

public sealed class NodeNoticeTextTests
{
    [Fact]
    public void Write_ManyNotices_AreReadBackFromTextsThatPostgreSqlTakes()
    {
        var notices = Enumerable.Range(0, 1000)
            .Select(i => (i % 4) switch
            {
                0 => new NodeNotice(NodeNoticeKind.Changed, new ConversationKey("ms teams", $"19:é\n{i};messageid=1")),
                1 => new NodeNotice(NodeNoticeKind.Raised, Id: i == 1 ? long.MaxValue : i, Raised: new VersionKey("open handoff", $"ms teams\n{i}")),
                2 => new NodeNotice(NodeNoticeKind.Work, Id: i),
                _ => new NodeNotice(NodeNoticeKind.Ended, Id: i),
            })
            .ToList();
        var texts = NodeNoticeText.Write(7, notices).ToList();
        Assert.All(texts, text => Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 7999));
        Assert.Equal(notices, texts.SelectMany(text => NodeNoticeText.Read(text, self: 8)));
        Assert.Empty(texts.SelectMany(text => NodeNoticeText.Read(text, self: 7)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1\n\nq 5\nw x\nc a\nr a b\nr a b c")]
    public void Read_WhatIsNotUnderstood_IsPassedOver(string text) => Assert.Empty(NodeNoticeText.Read(text, 2));
}
