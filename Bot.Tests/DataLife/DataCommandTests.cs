using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.DataLife;

/// <summary>The commands as an operator runs them: beside the running product, and while it is stopped.</summary>
public sealed class DataCommandTests : IAsyncLifetime
{
    private const string Secret = "a-secret-for-this-test-only-0123456789";
    private ProductProcess _product = null!;

    public async Task InitializeAsync() =>
        _product = await ProductProcess.StartAsync(new Dictionary<string, string> { ["DirectLine__Secret"] = Secret });

    public async Task DisposeAsync() => await _product.DisposeAsync();

    [Fact]
    public async Task Commands_BesideTheRunningBotAndWithoutIt_ExportAndErase()
    {
        var first = await WriteAsync("CANARY1 parking");
        var second = await WriteAsync("CANARY2 parking");
        var export = Path.Combine(_product.Folder.FullName, "person.json");

        // Whoever could read a file of that name before cannot read what is in it now.
        await File.WriteAllTextAsync(export, "old");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(export, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Equal(0, await RunAsync("data", "export", first, export));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(export));
        using (var document = JsonDocument.Parse(await File.ReadAllTextAsync(export)))
            Assert.Equal(first, document.RootElement.GetProperty("person").GetProperty("id").GetString());
        Assert.Contains("CANARY1", await File.ReadAllTextAsync(export), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("data", "erase", first));
        Assert.Equal(1, await RunAsync("data", "erase", first));
        Assert.Equal(0, await RunAsync("data", "retention"));
        Assert.Equal(2, await RunAsync("data", "erase"));
        using (var http = new HttpClient { BaseAddress = _product.BaseAddress })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64));
            using var refused = await http.PostAsJsonAsync($"admin/data/erase?person={second}", new { });
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        await _product.KillAsync();
        Assert.DoesNotContain("CANARY1", Stored(), StringComparison.Ordinal);
        Assert.Contains("CANARY2", Stored(), StringComparison.Ordinal);

        // The key of the killed process lies there still; nobody answers to it.
        Assert.Equal(0, await RunAsync("data", "erase", $"directline/{second}"));
        Assert.DoesNotContain("CANARY", Stored(), StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", _product.Output, StringComparison.Ordinal);
    }

    private string Stored() => string.Concat(Directory.GetFiles(Path.Combine(_product.Folder.FullName, "data")).Select(path => File.ReadAllText(path, System.Text.Encoding.Latin1)));

    private async Task<string> WriteAsync(string text)
    {
        using var http = new HttpClient { BaseAddress = _product.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        var user = $"dl_{Guid.NewGuid():n}";
        using var token = await http.PostAsJsonAsync("v3/directline/tokens/generate", new { user = new { id = user } });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await token.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        using var started = await http.PostAsJsonAsync("v3/directline/conversations", new { });
        var conversation = (await started.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString();
        using var posted = await http.PostAsJsonAsync($"v3/directline/conversations/{conversation}/activities", new { type = "message", text, from = new { id = user } });
        posted.EnsureSuccessStatusCode();
        return user;
    }

    private async Task<int> RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [ProductProcess.ProgramPath(), .. command]) { WorkingDirectory = _product.Folder.FullName };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Knowledge__Path"] = Path.Combine(RepositoryRoot.Path, "knowledge");
        start.Environment["DirectLine__Secret"] = Secret;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
