using AssistantBot.Tests.Support;
using Microsoft.Playwright;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>The client page as a visitor uses it.</summary>
internal sealed class ChatPage(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator MachineMessages => Page.Locator(".from-machine");

    public ILocator HumanMessages => Page.Locator(".from-human");

    public ILocator Own => Page.Locator(".webchat__bubble--from-user");

    private ILocator SendBox => Page.Locator("[data-testid='send box text area'], .webchat__send-box-text-box__input, .webchat__send-box textarea, .webchat__send-box input[type=text]").First;

    /// <summary>Opens the page and the chat.</summary>
    public static async Task<ChatPage> OpenAsync(ProductProcess product, IPage page, string query = "")
    {
        await page.GotoAsync(new Uri(product.BaseAddress, "chat" + query).ToString());
        await page.Locator("#open").ClickAsync();
        var chat = new ChatPage(page);
        await chat.OnlineAsync();
        await chat.MachineMessages.First.WaitForAsync();
        return chat;
    }

    /// <summary>Waits until the page says it is connected.</summary>
    public Task OnlineAsync() => Page.Locator("body[data-connection=online]").WaitForAsync();

    /// <summary>Sends a message.</summary>
    public async Task SayAsync(string text)
    {
        await SendBox.FillAsync(text);
        await SendBox.PressAsync("Enter");
        await Own.Filter(new() { HasText = text }).Last.WaitForAsync();
    }

    /// <summary>Sends what stands in the send box, files included.</summary>
    public Task SendAsync() => Page.Locator(".webchat__send-button").ClickAsync();

    /// <summary>Sends a message and waits for what the machine says to it.</summary>
    /// <returns>The text of the machine's last message.</returns>
    public async Task<string> AskAsync(string text)
    {
        var before = await MachineMessages.CountAsync();
        await SayAsync(text);
        await MachineMessages.Nth(before).WaitForAsync();
        return await MachineMessages.Last.InnerTextAsync();
    }

    /// <summary>Presses a button that the bot offers.</summary>
    public Task PressAsync(string label) => Page.GetByRole(AriaRole.Button, new() { Name = label, Exact = true }).Last.ClickAsync();

    /// <summary>Waits for a message of a person that contains a text.</summary>
    public Task HearHumanAsync(string text) => HumanMessages.Filter(new() { HasText = text }).First.WaitForAsync();
}
