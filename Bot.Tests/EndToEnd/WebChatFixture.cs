using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>One product and one browser for all tests of a class.</summary>
public sealed class WebChatFixture : IAsyncLifetime
{
    internal ProductProcess Product { get; private set; } = null!;

    internal ChromiumBrowser Browser { get; private set; } = null!;

    /// <summary>The office's own examples.</summary>
    internal DirectoryInfo Examples { get; } = Directory.CreateTempSubdirectory("assistantbot-examples-");

    /// <summary>Cookies of a browser that entered the desk by its one-time link.</summary>
    internal string DeskState { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["Triage__ExamplesPath"] = Examples.FullName });
        Browser = await ChromiumBrowser.StartAsync();
        DeskState = await SignInAsync(Product, Browser);
    }

    /// <summary>Uses the product's one-time link up.</summary>
    internal static async Task<string> SignInAsync(ProductProcess product, ChromiumBrowser browser)
    {
        var page = await browser.OpenAsync("fr-FR");
        await page.GotoAsync(product.DeskLink.ToString());
        await page.Locator(".connection.on").WaitForAsync();
        return await page.Context.StorageStateAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Product.DisposeAsync();
        Examples.Delete(recursive: true);
    }
}
