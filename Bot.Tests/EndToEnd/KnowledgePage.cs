using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The desk's knowledge page as an author uses it.</summary>
internal sealed class KnowledgePage(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Question => Page.Locator("#question");

    /// <summary>The way back to the desk while somebody may be in danger.</summary>
    public ILocator Alarm => Page.Locator("[role=alert] [data-alarm] a[href^='/desk']");

    /// <summary>Opens the page in a signed-in browser.</summary>
    public static async Task<KnowledgePage> OpenAsync(ProductProcess product, IPage page, string name)
    {
        await page.GotoAsync(new Uri(product.BaseAddress, $"desk/knowledge?as={Uri.EscapeDataString(name)}").ToString());
        await page.Locator("[data-entry]").First.WaitForAsync();
        return new KnowledgePage(page);
    }

    /// <summary>Searches an entry and opens it.</summary>
    public async Task FindAsync(string id, string language)
    {
        var entries = Page.Locator("[data-entry]");
        var all = await entries.CountAsync();
        await Page.Locator("#search").FillAsync(id);
        // What does not match leaves the list and moves the rest up: a press that begins before and ends after is on nothing.
        await Assertions.Expect(entries).Not.ToHaveCountAsync(all);
        await Page.Locator($"[data-entry='{id}/{language}']").ClickAsync();
        await Question.WaitForAsync();
    }

    /// <summary>Loads the page anew and opens an entry.</summary>
    public async Task ReloadAsync(string id, string language)
    {
        await Page.ReloadAsync();
        await Page.Locator("[data-entry]").First.WaitForAsync();
        await FindAsync(id, language);
    }

    /// <summary>Publishes what was written.</summary>
    public async Task PublishAsync()
    {
        await Page.Locator("[data-action=save]").ClickAsync();
        await Page.Locator(".notice.ok").WaitForAsync();
    }

    /// <summary>Writes another short line and publishes the entry.</summary>
    public async Task PublishShortAsync(string text)
    {
        await Page.Locator("#short").FillAsync(text);
        await PublishAsync();
    }

    /// <summary>Goes back to an earlier version.</summary>
    public async Task RestoreAsync(int version)
    {
        await Page.Locator($"[data-version='{version}'] [data-action=restore]").ClickAsync();
        await Page.Locator($"[data-version='{version + 2}']").WaitForAsync();
    }

    /// <summary>Shows what waits for an author.</summary>
    public async Task ShowWorkAsync()
    {
        await Page.ReloadAsync();
        await Page.Locator("[data-tab=work]").ClickAsync();
        await Page.Locator(".work").WaitForAsync();
    }
}
