using AssistantBot.Knowledge.Models;

namespace AssistantBot.Tests.Knowledge.Models;

public sealed class PromptTextTests
{
    [Theory]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀c", 4, "ab😀")]
    [InlineData("abc", 2, "ab")]
    [InlineData("abc", 9, "abc")]
    public void Cut_CharacterWrittenAsAPair_IsNotHalved(string text, int length, string cut) => Assert.Equal(cut, PromptText.Cut(text, length));
}
