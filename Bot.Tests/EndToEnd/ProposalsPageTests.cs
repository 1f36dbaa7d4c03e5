using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>What a model proposes for an entry, on the desk's knowledge page: taken or dismissed by an author, and so after a reload.</summary>
public sealed class ProposalsPageTests(ProposalsFixture fixture) : IClassFixture<ProposalsFixture>
{
    /// <summary>Least height of what a finger presses, in pixels.</summary>
    private const int LeastTarget = 44;

    [Theory]
    [InlineData("fr-FR", "fr", 1280, "velo", "Y a-t-il une place", "où est-ce que je le mets", "Je cherche la place")]
    [InlineData("fr-FR", "fr", 390, "parking", "Y a-t-il une place", "où est-ce que je le mets", "Je cherche la place")]
    [InlineData("en-GB", "en", 1280, "parcel", "Is there a place", "where is it please", "I am looking")]
    [InlineData("en-GB", "en", 390, "room", "Is there a place", "where is it please", "I am looking")]
    public async Task Proposals_TakenAndDismissed_StaySoAfterAReload(string locale, string language, int width, string id, string taken, string dismissed, string left)
    {
        var desk = await OpenAsync(locale, width, id, language);
        var phrasings = desk.Page.Locator(".phrasings li");
        var translation = desk.Page.Locator(".translation");
        await desk.Page.Locator("[data-action=phrasings]").ClickAsync();
        await Assertions.Expect(phrasings).ToHaveCountAsync(3);
        await desk.Page.Locator("[data-action=translation]").ClickAsync();
        await translation.WaitForAsync();
        await SaveAsync(desk, $"proposals-{language}-{width}");
        if (width < 740)
            await AssertLargeEnoughAsync(desk);

        // By keyboard alone: what is next in the list is under it when the one before has gone.
        await Button(taken: false, dismissed).FocusAsync();
        await desk.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(phrasings).ToHaveCountAsync(2);
        await Assertions.Expect(Button(taken: false, left)).ToBeFocusedAsync();

        await desk.ReloadAsync(id, language);
        await Assertions.Expect(phrasings).ToHaveCountAsync(2);
        await Assertions.Expect(phrasings.Filter(new() { HasText = dismissed })).ToHaveCountAsync(0);
        await Button(taken: true, taken).ClickAsync();
        await Assertions.Expect(phrasings).ToHaveCountAsync(1);
        await SaveAsync(desk, $"proposals-taken-{language}-{width}");
        await desk.PublishAsync();
        await translation.Locator("[data-action=dismiss]").ClickAsync();
        await Assertions.Expect(translation).ToHaveCountAsync(0);

        await desk.ReloadAsync(id, language);
        await Assertions.Expect(phrasings).ToHaveCountAsync(1);
        await Assertions.Expect(phrasings).ToContainTextAsync(left);
        await Assertions.Expect(translation).ToHaveCountAsync(0);
        Assert.StartsWith(taken, await desk.Page.Locator("#alsoAsked").InputValueAsync(), StringComparison.Ordinal);
        fixture.Browser.AssertNoProblems();

        ILocator Button(bool taken, string text) => phrasings.Filter(new() { HasText = text }).Locator(taken ? "[data-action=add]" : "[data-action=dismiss]");
    }

    private static async Task SaveAsync(KnowledgePage desk, string name)
    {
        await desk.Page.Locator(".proposals").EvaluateAsync("section => section.scrollIntoView()");
        await ChromiumBrowser.SaveAsync(desk.Page, name);
        // What the eye does not see must not make the page longer than the screen: going to it would push the page away.
        Assert.Equal(0, await desk.Page.EvaluateAsync<int>("document.scrollingElement.scrollTop"));
    }

    private static async Task AssertLargeEnoughAsync(KnowledgePage desk)
    {
        foreach (var button in await desk.Page.Locator(".proposals button, .proposals fluent-button").AllAsync())
        {
            var box = (await button.BoundingBoxAsync())!;
            Assert.True(box.Height >= LeastTarget && box.Width >= LeastTarget && box.X >= 0 && box.X + box.Width <= 390, $"{await button.InnerTextAsync()}: {box.Width} x {box.Height} at {box.X}");
        }
    }

    private async Task<KnowledgePage> OpenAsync(string locale, int width, string id, string language)
    {
        var page = await fixture.Browser.OpenAsync(locale, phone: width < 740, fixture.DeskState);
        await page.SetViewportSizeAsync(width, 800);
        var desk = await KnowledgePage.OpenAsync(fixture.Product, page, "Claire");
        await desk.FindAsync(id, language);
        return desk;
    }
}
