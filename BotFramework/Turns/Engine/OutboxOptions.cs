using System.ComponentModel.DataAnnotations;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How the outbox is sent. Section <c>Outbox</c>.</summary>
public sealed class OutboxOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Outbox";

    /// <summary>Requests in flight at the same time, over all conversations; within a conversation there is one.</summary>
    [Range(1, 10_000)]
    public int MaxConcurrent { get; set; } = 256;

    /// <summary>Channels whose published limits are kept (protocol: per bot and thread 7 in 1 s, 8 in 2 s, 60 in 30 s, 1800 in 3600 s).</summary>
    public IList<string> LimitedChannels { get; set; } = ["msteams"];

    /// <summary>Requests a second for one tenant on a limited channel.</summary>
    [Range(1, 10_000)]
    public int TenantPerSecond { get; set; } = 30;

    /// <summary>Wait before the second attempt when the channel names none; it doubles each time.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between attempts when the channel names none.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A row that could not be sent for this long is parked.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a stop waits for requests in flight.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
