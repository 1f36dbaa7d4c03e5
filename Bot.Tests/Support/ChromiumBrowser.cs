using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace AssistantBot.Tests.Support;

/// <summary>
/// The system's Chromium, found by <c>CHROMIUM_PATH</c> or on the path; a missing browser fails the tests. Pages opened here note
/// every script error, policy violation and request to another host.
/// </summary>
internal sealed class ChromiumBrowser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ConcurrentQueue<string> _problems = new();

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts the browser.</summary>
    public static async Task<ChromiumBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience.GenerousMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = FindExecutable(), Args = Arguments, Timeout = Patience.GenerousMilliseconds });
        return new ChromiumBrowser(playwright, browser);
    }

    /// <summary>A visitor with a browser profile of their own.</summary>
    /// <param name="locale">Language of the browser.</param>
    /// <param name="phone">True for a phone's screen.</param>
    /// <param name="storageState">Cookies to begin with, or null for none.</param>
    public async Task<IPage> OpenAsync(string locale, bool phone = false, string? storageState = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            Locale = locale,
            ViewportSize = phone ? new() { Width = 390, Height = 780 } : new() { Width = 1440, Height = 900 },
            DeviceScaleFactor = phone ? 2 : 1,
            IsMobile = phone,
            HasTouch = phone,
            StorageState = storageState,
        });
        context.SetDefaultTimeout(Patience.GenerousMilliseconds);
        var page = await context.NewPageAsync();
        Watch(page);
        return page;
    }

    /// <summary>Notes what goes wrong in a page.</summary>
    public void Watch(IPage page)
    {
        page.PageError += (_, error) => _problems.Enqueue("script: " + error);
        page.Console += (_, message) =>
        {
            // A refused command and a cut connection are logged by the browser itself; tests look at what the page makes of them.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && !message.Text.StartsWith("WebSocket connection to", StringComparison.Ordinal))
                _problems.Enqueue("console: " + message.Text);
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss", IsLoopback: false } elsewhere)
                _problems.Enqueue("request elsewhere: " + elsewhere);
        };
    }

    /// <summary>Fails when any page had a problem.</summary>
    public void AssertNoProblems() => Assert.Empty(_problems);

    /// <summary>Saves what the page looks like, for people to look at, under <c>artifacts/</c>.</summary>
    public static Task SaveAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.Path, "artifacts", "pages", name + ".png"), Animations = ScreenshotAnimations.Disabled });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string FindExecutable()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } configured)
            return configured;
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return found ?? throw new UnreachableException("No Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.");
    }
}
