using System.Text;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Storage.PostgreSql;

namespace AssistantBot.Tests.Storage.PostgreSql;

public sealed class EphemeralTextTests
{
    private static readonly ConversationKey Conversation = new("direct line", "a b\né");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4500, 1)]
    [InlineData(4501, 2)]
    [InlineData(EphemeralText.MaxBytes, 14)]
    public void Show_OfAnyLength_IsReadBackFromTextsThatPostgreSqlTakes(int length, int texts)
    {
        var content = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        var sent = EphemeralText.Show(7, Conversation, content).ToList();
        Assert.All(sent, text => Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 7999));
        var read = sent.ConvertAll(text => EphemeralText.Read(text)!);
        Assert.Equal(Enumerable.Range(0, texts).Select(i => (7L, Conversation, i, texts)), read.Select(text => (text.Sender, text.Conversation, text.Index, text.Count)));
        Assert.Equal(content, Convert.FromBase64String(string.Concat(read.Select(text => text.Piece))));
    }

    [Fact]
    public void Show_TooLong_IsNotSent() => Assert.Empty(EphemeralText.Show(7, Conversation, new byte[EphemeralText.MaxBytes + 1]));

    [Fact]
    public void Watching_IsReadBackWithoutAPiece() => Assert.Equal(new EphemeralText(7, Conversation), EphemeralText.Read(Assert.Single(EphemeralText.Watching(7, Conversation))));

    [Theory]
    [InlineData("")]
    [InlineData("x y z")]
    [InlineData("1 a b c d e")]
    [InlineData("1 a b 0 1 x y")]
    public void Read_WhatIsNotUnderstood_IsNothing(string text) => Assert.Null(EphemeralText.Read(text));
}
