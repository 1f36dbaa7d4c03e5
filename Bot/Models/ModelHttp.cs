namespace AssistantBot.Bot.Models;

/// <summary>The connection to a provider.</summary>
internal static class ModelHttp
{
    /// <summary>A client that sends the key to the configured address and nowhere else, and leaves time-outs to the caller.</summary>
    public static HttpClient Create(TimeProvider time) => new(new RefusalHandler(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        },
        time))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
