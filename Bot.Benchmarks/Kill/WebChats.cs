using System.Diagnostics;
using System.Globalization;
using AssistantBot.Benchmarks.Load;

namespace AssistantBot.Benchmarks.Kill;

/// <summary>Several web chats side by side; one in four asks for its feed instead of listening.</summary>
internal sealed class WebChats(LoadOptions options, int count, Ledger ledger, NodeClient nodes)
{
    private const string Secret = "a-secret-for-the-benchmark-only-0123456789";
    private const int PollsOneIn = 4;

    /// <summary>What the product needs: a secret, tokens that last the run, and no limits, since all come from one address.</summary>
    public static readonly IReadOnlyList<string> Settings =
    [
        "--DirectLine:Secret", Secret, "--DirectLine:TokenLifetime", "1.00:00:00", "--DirectLine:Limits:StartsPerMinute", "1000000",
        "--DirectLine:Limits:PostsPerAddressPerMinute", "1000000", "--DirectLine:Limits:SocketsPerAddress", "100000",
    ];

    private readonly List<WebChat> _chats = [.. Enumerable.Range(0, count).Select(i =>
        new WebChat($"web-{i.ToString(CultureInfo.InvariantCulture)}", i % PollsOneIn == PollsOneIn - 1, options, ledger, nodes))];

    /// <summary>How often a socket was opened again.</summary>
    public int Reconnected => _chats.Sum(chat => chat.Reconnected);

    /// <summary>Activities shown again with other content, which is an edit.</summary>
    public int Revised => _chats.Sum(chat => chat.Feed.Revised);

    /// <summary>Activities shown twice, messages that stand twice in a feed, and redelivered messages that got a second id.</summary>
    public int Doubled => _chats.Sum(chat => chat.Feed.Repeated + chat.Feed.Doubled + chat.OtherIds);

    /// <summary>Messages of persons that stand before an earlier one.</summary>
    public int Disordered => _chats.Sum(chat => chat.Feed.Disordered);

    /// <summary>Starts all conversations.</summary>
    public Task StartAsync() => Task.WhenAll(_chats.Select(chat => chat.StartAsync(Secret)));

    /// <summary>Writes until told to stop.</summary>
    public Task WriteAsync(CancellationToken stop) => Task.WhenAll(_chats.Select(chat => chat.WriteAsync(stop)));

    /// <summary>Follows all feeds until told to stop.</summary>
    public Task FollowAsync(CancellationToken stop) => Task.WhenAll(_chats.Select(chat => chat.FollowAsync(stop)));

    /// <summary>Reads every feed anew; what is still on its way to a reader has until then to arrive.</summary>
    /// <returns>How many differ from what was shown.</returns>
    public async Task<int> CountOtherThanShownAsync(TimeSpan patience)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            var others = (await Task.WhenAll(_chats.Select(chat => chat.IsAsShownAsync()))).Count(isAsShown => !isAsShown);
            if (others == 0 || waited.Elapsed > patience)
                return others;
            await Task.Delay(500);
        }
    }
}
