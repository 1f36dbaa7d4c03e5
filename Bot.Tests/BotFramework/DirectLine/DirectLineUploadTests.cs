using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AssistantBot.BotFramework.DirectLine;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Tests.BotFramework.Hosting;
using AssistantBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AssistantBot.Tests.BotFramework.DirectLine;

public sealed class DirectLineUploadTests
{
    internal static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static TheoryData<string, string> Refused => new()
    {
        { "page.html", "<html><script>alert(1)</script></html>" },
        { "image.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>" },
        { "photo.png", "<html>not a picture</html>" },
        { "tool.exe", "MZ\u0090\u0000" },
        { "archive.zip", "PK\u0003\u0004 nothing" },
        { "binary.txt", "a\u0000b" },
        { "notes.md", "# text" },
        { "empty.txt", "" },
    };

    [Fact]
    public async Task Upload_ActivityAndFiles_AreOneMessageWithSignedLinks()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        using var form = Form("""{"type":"message","text":"voici","channelData":{"clientActivityID":"c1"},"attachments":[{"contentType":"text/html","name":"x"}]}""",
            ("..\\..\\évil.html", Png), ("notes.csv", "a;b\n1;2"u8.ToArray()));

        var (status, body) = await UploadAsync(host, conversation, token, form);

        Assert.Equal(HttpStatusCode.OK, status);
        var inbound = host.Engine.Inbox.Last();
        Assert.Equal(("voici", "dl_alice"), (inbound.Activity.Text, inbound.Activity.From!.Id));
        Assert.Equal(["évil.html.png|image/png", "notes.csv|text/csv"], inbound.Files.Select(file => $"{file.Name}|{file.ContentType}"));
        using var feed = await host.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities", token);
        var echo = JsonDocument.Parse(await feed.Content.ReadAsStringAsync()).RootElement.GetProperty("activities").EnumerateArray().Last();
        Assert.Equal(JsonDocument.Parse(body).RootElement.GetProperty("id").GetString(), echo.GetProperty("id").GetString());
        var links = echo.GetProperty("attachments").EnumerateArray().Select(file => file.GetProperty("contentUrl").GetString()!).ToList();

        Assert.Equal([links[0], null], echo.GetProperty("attachments").EnumerateArray().Select(file => file.TryGetProperty("thumbnailUrl", out var small) ? small.GetString() : null));
        using var picture = await host.Http.GetAsync(new Uri(links[0]));
        Assert.Equal(Png, await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal(("image/png", "inline", "nosniff"),
            (picture.Content.Headers.ContentType!.MediaType, picture.Content.Headers.ContentDisposition!.DispositionType, picture.Headers.GetValues("X-Content-Type-Options").Single()));
        using var table = await host.Http.GetAsync(new Uri(links[1]));
        Assert.Equal("attachment", table.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("sandbox", table.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (var foreign in (string[])[links[0].Replace("s=", "s=x", StringComparison.Ordinal), links[0].Replace("e=", "e=9", StringComparison.Ordinal), links[0].Split('?')[0],
            links[0].Replace(inbound.Files[0].Id, inbound.Files[1].Id, StringComparison.Ordinal)])
        {
            using var refused = await host.Http.GetAsync(new Uri(foreign));
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Upload_RawBody_IsOneFile()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        using var content = new ByteArrayContent(Png);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "photo.png" };

        var (status, _) = await UploadAsync(host, conversation, token, content);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("photo.png", Assert.Single(host.Engine.Inbox.Last().Files).Name);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Upload_WhatIsNotOnTheList_IsRefusedAndLeavesNoRow(string name, string text)
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        var before = host.Engine.Inbox.Count;
        using var form = Form(null, (name, Encoding.Latin1.GetBytes(text)));

        var (status, body) = await UploadAsync(host, conversation, token, form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Contains("not taken", body, StringComparison.Ordinal);
        Assert.Equal(before, host.Engine.Inbox.Count);
    }

    [Theory]
    [InlineData("word/document.xml", "contrat.docx", true)]
    [InlineData("xl/workbook.xml", "prix.xlsx", true)]
    [InlineData("ppt/presentation.xml", "plan.pptx", true)]
    [InlineData("META-INF/MANIFEST.MF", "app.docx", false)]
    [InlineData("word/document.xml", "macro.docx", false)]
    public void Create_OfficeFiles_AreTakenWithoutMacrosOnly(string part, string name, bool taken)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("[Content_Types].xml");
            zip.CreateEntry(part);
            if (name.StartsWith("macro", StringComparison.Ordinal))
                zip.CreateEntry("word/vbaProject.bin");
        }

        Assert.Equal(taken ? name : null, UploadedFile.Create(name, stream.ToArray())?.Name);
    }

    [Fact]
    public async Task Upload_TooMuch_IsRefused()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["DirectLine:Files:MaxBytes"] = "200", ["DirectLine:Files:MaxPerMessage"] = "2", ["DirectLine:Files:MaxPerConversation"] = "3" });
        var (conversation, token, _) = await host.StartConversationAsync();
        var text = "ok"u8.ToArray();

        foreach (var (expected, files) in new (HttpStatusCode, (string, byte[])[])[]
        {
            (HttpStatusCode.RequestEntityTooLarge, [("a.txt", new byte[201])]),
            (HttpStatusCode.RequestEntityTooLarge, [("a.txt", text), ("b.txt", text), ("c.txt", text)]),
            (HttpStatusCode.OK, [("a.txt", text), ("b.txt", text)]),
            (HttpStatusCode.RequestEntityTooLarge, [("a.txt", text), ("b.txt", text)]),
            (HttpStatusCode.OK, [("a.txt", text)]),
            (HttpStatusCode.BadRequest, []),
        })
        {
            using var form = Form("""{"type":"message"}""", files);
            Assert.Equal(expected, (await UploadAsync(host, conversation, token, form)).Status);
        }
    }

    [Theory]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "no end")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\nno name\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=activity\r\n\r\n{broken\r\n--x--\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=activity\r\n\r\n{\"type\":\"invoke\"}\r\n--x\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\nok\r\n--x--\r\n")]
    public async Task Upload_BrokenForm_IsABadRequest(string type, string body)
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(host, conversation, token, content)).Status);
    }

    [Fact]
    public async Task Post_ReferenceToAFileOfSomebodyElse_IsDropped()
    {
        await using var host = await ChannelHost.StartAsync();
        var (conversation, token, _) = await host.StartConversationAsync();

        await host.PostJsonAsync($"/v3/directline/conversations/{conversation}/activities", token, """{"type":"message","text":"a","attachments":[{"contentType":"image/png","contentUrl":"attachment:1234"}]}""");

        Assert.Null(host.Engine.Inbox.Last().Activity.Attachments);
    }

    [Fact]
    public async Task Link_Expired_OpensNothing()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await ChannelHost.StartAsync(configure: services => services.AddSingleton<TimeProvider>(clock));
        var links = host.Services.GetRequiredService<AttachmentLinks>();
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(host.Address, await links.CreateAsync("f1", default)).Query);

        Assert.True(await links.IsValidAsync("f1", query["e"], query["s"], default));
        clock.Advance(TimeSpan.FromHours(26));
        Assert.False(await links.IsValidAsync("f1", query["e"], query["s"], default));
    }

    [Fact]
    public async Task Upload_NoPlaceLeft_IsRefusedUntilOneIsFree()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["DirectLine:Limits:UploadsAtOnce"] = "1", ["DirectLine:Limits:UploadsWaiting"] = "0" });
        var (conversation, token, _) = await host.StartConversationAsync();
        using var form = Form(null, ("a.txt", "ok"u8.ToArray()));
        using (var taken = await host.Services.GetRequiredService<DirectLineLimits>().TakeUploadAsync(default))
        {
            Assert.True(taken.IsAcquired);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await UploadAsync(host, conversation, token, form)).Status);
        }

        using var next = Form(null, ("a.txt", "ok"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, (await UploadAsync(host, conversation, token, next)).Status);
        using var another = Form(null, ("a.txt", "ok"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, (await UploadAsync(host, conversation, token, another)).Status);
    }

    [Fact]
    public async Task Upload_ThatNeverEnds_GivesItsPlaceBack()
    {
        await using var host = await ChannelHost.StartAsync(new() { ["DirectLine:Limits:UploadsAtOnce"] = "1", ["DirectLine:Limits:UploadTime"] = "00:00:00.200" });
        var (conversation, token, _) = await host.StartConversationAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v3/directline/conversations/{conversation}/upload?userId=dl_alice HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAuthorization: Bearer {token}\r\n"
            + "Content-Type: application/pdf\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n"));
        using var answer = new System.IO.StreamReader(stream);
        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer.ReadLineAsync().WaitAsync(Patience.Generous));

        using var next = Form(null, ("a.txt", "ok"u8.ToArray()));
        Assert.Equal(HttpStatusCode.OK, (await UploadAsync(host, conversation, token, next)).Status);
    }

    private static MultipartFormDataContent Form(string? activity, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        if (activity is not null)
        {
            var part = new StringContent(activity, Encoding.UTF8);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
            form.Add(part, "activity", "blob");
        }

        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content), "file", name);
        return form;
    }

    private static async Task<(HttpStatusCode Status, string Body)> UploadAsync(ChannelHost host, string conversation, string token, HttpContent content)
    {
        using var response = await host.SendAsync(
            HttpMethod.Post, $"/v3/directline/conversations/{conversation}/upload?userId=dl_alice", token, with: request => request.Content = content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
