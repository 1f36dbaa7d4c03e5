namespace AssistantBot.BotFramework.Authentication;

/// <summary>Reads <c>Retry-After</c>.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long a service asks to wait, in seconds or until a date; null when it does not. At most an hour.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait switch
        {
            null => null,
            { } span when span < TimeSpan.Zero => TimeSpan.Zero,
            { } span when span > Longest => Longest,
            _ => wait,
        };
    }
}
