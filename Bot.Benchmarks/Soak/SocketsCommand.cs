using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Soak;

/// <summary><c>sockets</c>: idle web chats on one node, each with its conversation and its open socket, and what each costs in memory.</summary>
internal static class SocketsCommand
{
    private const string Secret = "a-secret-for-the-benchmark-only-0123456789";
    private const int First = 500;
    private const int AtOnce = 32;
    private const int Attempts = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        _ = LoadOptions.Parse(args, out var given);
        var count = int.Parse(given.GetValueOrDefault("--sockets", "10000"), CultureInfo.InvariantCulture);
        var address = BotProcess.FreeAddress();
        var folder = Directory.CreateTempSubdirectory("assistantbot-sockets-").FullName;
        var sockets = new List<ClientWebSocket>();
        try
        {
            await using var bot = await BotProcess.StartProductAsync(
                Path.GetFullPath(given["--program"]), folder, address,
                [
                    "--Channels:BotService", "false", "--DirectLine:Secret", Secret, "--DirectLine:Limits:TokensPerMinute", "10000000",
                    "--DirectLine:Limits:StartsPerMinute", "10000000", "--DirectLine:Limits:SocketsPerAddress", "10000000",
                ]);
            using var http = new HttpClient { BaseAddress = address };
            // What the first sockets need is there for all: code, buffers of the server, connections.
            await OpenAsync(http, sockets, First);
            await SettleAsync();
            var before = bot.ResidentBytes;
            await OpenAsync(http, sockets, count - First);
            await SettleAsync();
            var after = bot.ResidentBytes;
            Console.WriteLine(LoadReport.Write(new
            {
                Sockets = sockets.Count(socket => socket.State == WebSocketState.Open),
                MemoryMbBefore = Math.Round(before / 1048576.0),
                MemoryMbAfter = Math.Round(after / 1048576.0),
                KbPerSocket = Math.Round((after - before) / 1024.0 / (count - First), 1),
            }));
            return 0;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    // A ping and its answer pass in the meantime, so that only sockets that live are counted.
    private static Task SettleAsync() => Task.Delay(TimeSpan.FromSeconds(25));

    private static Task OpenAsync(HttpClient http, List<ClientWebSocket> sockets, int count) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, stop) =>
        {
            var token = await PostAsync(http, "v3/directline/tokens/generate", Secret, stop);
            var conversation = await PostAsync(http, "v3/directline/conversations", token.GetProperty("token").GetString()!, stop);
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(conversation.GetProperty("streamUrl").GetString()!), stop);
            lock (sockets)
                sockets.Add(socket);
            Listen(socket);
        });

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string bearer, CancellationToken stop)
    {
        // A busy machine may ask for patience; what is measured comes after.
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { }), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) } };
            using var answer = await http.SendAsync(request, stop);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || attempt == Attempts)
                return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(stop);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), stop);
        }
    }

    // Someone must read, or pings are not answered. Ends with the socket.
    private static void Listen(ClientWebSocket socket) => _ = ListenAsync(socket);

    private static async Task ListenAsync(ClientWebSocket socket)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.State == WebSocketState.Open)
                await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The run is over.
        }
    }
}
