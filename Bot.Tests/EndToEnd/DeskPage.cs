using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The desk as an assistant uses it.</summary>
internal sealed class DeskPage(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Waiting => Page.Locator("[data-group=waiting] [data-handoff]");

    public ILocator Notice => Page.Locator(".notice-line p");

    public ILocator Transcript => Page.Locator("#transcript");

    /// <summary>Waiting requests where life may be in danger.</summary>
    public ILocator Alarms => Page.Locator("[role=alert] [data-alarm]");

    public ILocator Reviews => Page.Locator("[data-review]");

    public ILocator Reply => Page.Locator("#reply");

    /// <summary>Opens the desk in a signed-in browser.</summary>
    public static async Task<DeskPage> OpenAsync(ProductProcess product, IPage page, string name)
    {
        await page.GotoAsync(new Uri(product.BaseAddress, $"desk?as={Uri.EscapeDataString(name)}").ToString());
        await page.Locator(".connection.on").WaitForAsync();
        return new DeskPage(page);
    }

    /// <summary>Takes a waiting handoff.</summary>
    public Task AcceptAsync(string handoffId) => Page.Locator($"[data-group=waiting] [data-handoff='{handoffId}'] [data-action=accept]").ClickAsync();

    /// <summary>Says that the decision on a message of the person was wrong.</summary>
    public Task MarkAsync(string text, string label) =>
        Transcript.Locator(".line.person").Filter(new() { HasText = text }).Locator("select.mark-wrong").SelectOptionAsync(label);

    /// <summary>Turns to a pane on a narrow screen.</summary>
    public Task ShowAsync(string tab) => Page.Locator(".tab").Filter(new() { HasText = tab }).ClickAsync();

    /// <summary>The id of a handoff that waits and did not before.</summary>
    public async Task<string> NextWaitingAsync(IReadOnlySet<string> known)
    {
        var found = await Page.WaitForFunctionAsync(
            "known => [...document.querySelectorAll('[data-group=waiting] [data-handoff]')].map(card => card.dataset.handoff).find(id => !known.includes(id))",
            known.ToArray());
        return await found.JsonValueAsync<string>();
    }

    /// <summary>Sends a reply to the person.</summary>
    public async Task ReplyAsync(string text)
    {
        await Reply.FillAsync(text);
        await Page.Locator("[data-action=send]").ClickAsync();
        await Transcript.Locator(".line.human").Filter(new() { HasText = text }).First.WaitForAsync();
    }

    /// <summary>Keeps a note between colleagues.</summary>
    public async Task NoteAsync(string text)
    {
        await Page.Locator("#note").FillAsync(text);
        await Page.Locator("[data-action=note]").ClickAsync();
        await Page.Locator(".notes li").Filter(new() { HasText = text }).First.WaitForAsync();
    }

    /// <summary>Ends the conversation.</summary>
    public Task CloseAsync() => Page.Locator("[data-action=close]").ClickAsync();

    /// <summary>Waits for a message of the person.</summary>
    public Task HearAsync(string text) => Transcript.Locator(".line.person").Filter(new() { HasText = text }).First.WaitForAsync();
}
