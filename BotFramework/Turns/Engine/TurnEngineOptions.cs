using System.ComponentModel.DataAnnotations;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>How turns are run. Section <c>Turns</c>.</summary>
public sealed class TurnEngineOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Turns";

    /// <summary>Turns running at the same time, over all conversations.</summary>
    [Range(1, 100_000)]
    public int MaxConcurrent { get; set; } = 512;

    /// <summary>A turn that takes longer is cancelled and counts as failed.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts before a message is parked.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Wait before the second attempt; it doubles each time (1, 2, 4, 8 s: five attempts within about 20 s).</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Re-runs after version conflicts before the attempt counts as failed.</summary>
    [Range(1, 10_000)]
    public int MaxConflicts { get; set; } = 200;

    /// <summary>When the oldest turn that waits for a free place is older, new activities are refused with 503.</summary>
    public TimeSpan MaxInboxAge { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an activity may take to reach the disk before it is refused with 503, to be delivered again.</summary>
    public TimeSpan AcceptTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a stop waits for running turns.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// After a crash, how long the start waits for turns that were cut short twice and are now run one at a time, to find the one that
    /// ends the process without blaming those that ran beside it.
    /// </summary>
    public TimeSpan SuspectTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>With several nodes: how often a node looks for waiting work that no notice told of.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often due timers are looked for.</summary>
    public TimeSpan TimerInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Language of notices when the activity and conversation name none, <c>fr</c> or <c>en</c>.</summary>
    public string DefaultLanguage { get; set; } = "fr";
}
