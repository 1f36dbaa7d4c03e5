using System.Net.Http.Json;
using System.Text.Json;
using AssistantBot.Tests.Support;
using StreamReader = AssistantBot.Tests.BotFramework.DirectLine.StreamReader;

namespace AssistantBot.Tests.EndToEnd;

/// <summary>One web chat with a socket on each of two nodes: whichever runs the turn, the answer grows on both and ends once.</summary>
[Collection(PostgresServer.Collection)]
public sealed class SeveralNodesStreamingTests(PostgresServer server)
{
    [Fact]
    public async Task DirectLine_SocketsOnBothNodes_AnswerGrowsOnBothAndEndsInOneMessage()
    {
        var answer = StreamedAnswer.ForClient();
        await using var model = await ModelServer.StartAsync(request => answer.Reply(request));
        var settings = new Dictionary<string, string>
        {
            ["Storage__Provider"] = "PostgreSql",
            ["Storage__ConnectionString"] = await server.EmptyDatabaseAsync("streamingnodes"),
            ["DirectLine__Secret"] = StreamingFixture.Secret,
            ["Model__Provider"] = "OpenAICompatible",
            ["Model__Endpoint"] = model.Endpoint,
            ["Model__ApiKey"] = ModelServer.Key,
            ["Model__Name"] = "test-model",
            ["Knowledge__Answering__Timeout"] = "00:00:50",
        };
        await using var first = await ProductProcess.StartAsync(settings);
        await using var second = await ProductProcess.StartAsync(settings);
        using var http = new HttpClient { BaseAddress = first.BaseAddress };
        var started = await StreamingTests.StartAsync(http);
        var conversation = $"v3/directline/conversations/{started.GetProperty("conversationId").GetString()}";
        var again = await http.GetFromJsonAsync<JsonElement>(new Uri(second.BaseAddress, conversation + "?watermark=0"));
        await using var onFirst = await StreamReader.OpenAsync(started.GetProperty("streamUrl").GetString()!);
        await using var onSecond = await StreamReader.OpenAsync(again.GetProperty("streamUrl").GetString()!);
        StreamReader[] sockets = [onFirst, onSecond];
        await StreamingTests.PostAsync(http, conversation + "/activities", new { type = "event", name = "webchat/join", value = new { language = "fr" }, from = new { id = "me" } });
        foreach (var socket in sockets)
        {
            while (await socket.NextTextAsync() is not { } welcome || !welcome.Contains("automatique", StringComparison.Ordinal))
            {
            }
        }

        await StreamingTests.PostAsync(http, conversation + "/activities", new { type = "message", text = StreamedAnswer.Question, from = new { id = "me" } });
        var streams = new List<string?>();
        string[] written = [StreamedAnswer.First, StreamedAnswer.Second];
        for (var sentence = 1; sentence <= written.Length; sentence++)
        {
            answer.Write(sentence);
            foreach (var socket in sockets)
            {
                var chunk = await StreamingTests.NextAsync(socket, "typing");
                Assert.Contains(written[sentence - 1], chunk.GetProperty("text").GetString(), StringComparison.Ordinal);
                streams.Add(StreamingTests.StreamId(chunk));
            }
        }

        answer.Write(3);
        foreach (var socket in sockets)
        {
            var final = await StreamingTests.NextAsync(socket, "message");
            Assert.Contains(StreamedAnswer.Third, final.GetProperty("text").GetString(), StringComparison.Ordinal);
            streams.Add(StreamingTests.StreamId(final));
        }

        Assert.Single(streams.Distinct());
    }
}
