using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The product is killed while people talk, and started again on the same data.</summary>
public sealed class WebChatKillTests
{
    [Fact]
    public async Task Conversation_ProductKilledTwice_GoesOnInTheSamePageWithNothingLostOrDoubled()
    {
        await using var product = await ProductProcess.StartAsync();
        await using var browser = await ChromiumBrowser.StartAsync();
        var desk = await DeskPage.OpenAsync(
            product, await browser.OpenAsync("fr-FR", storageState: await WebChatFixture.SignInAsync(product, browser)), "Sophie");
        var chat = await ChatPage.OpenAsync(product, await browser.OpenAsync("fr-FR"));
        await chat.SayAsync("je veux parler à une personne");
        var handoff = await desk.NextWaitingAsync(new HashSet<string>());
        await desk.AcceptAsync(handoff);
        await desk.Reply.WaitForAsync();
        await chat.SayAsync("premier message");
        await desk.HearAsync("premier message");

        await product.KillAsync();
        await product.StartAgainAsync();

        // Nobody reloads: desk and Web Chat find their way back by themselves.
        await desk.ReplyAsync("réponse après la coupure");
        await chat.HumanMessages.Filter(new() { HasText = "réponse après la coupure" }).First.WaitForAsync();
        await chat.SayAsync("deuxième message");
        await desk.HearAsync("deuxième message");

        await product.KillAsync();
        await product.StartAgainAsync();
        await chat.Page.ReloadAsync();
        await chat.OnlineAsync();

        foreach (var text in (string[])["premier message", "deuxième message"])
            await Assertions.Expect(chat.Own.Filter(new() { HasText = text })).ToHaveCountAsync(1);
        await Assertions.Expect(chat.HumanMessages.Filter(new() { HasText = "réponse après la coupure" })).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Transcript.Locator(".line.person").Filter(new() { HasText = "message" })).ToHaveCountAsync(2);
    }
}
