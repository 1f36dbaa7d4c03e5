using AssistantBot.Triage;

namespace AssistantBot.Storage.DataLife;

/// <summary>
/// How long what is kept. Section <c>Retention</c>. Nothing goes before its time; at the latest a day after it. What has a time of its own
/// by channel and by reason goes at the earlier one.
/// </summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Retention";

    /// <summary>How long a redelivery is recognised. Never below seven days.</summary>
    public TimeSpan Dedupe { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the content of handled inbox and outbox rows is kept beside the transcript, for looking into faults.</summary>
    public TimeSpan Payloads { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long what was said is kept, from when it was said, on channels without a time of their own.</summary>
    public TimeSpan Messages { get; set; } = TimeSpan.FromDays(180);

    /// <summary>The same by channel, for example <c>directline</c>.</summary>
    public IDictionary<string, TimeSpan> Channels { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>How long a handoff is kept, with its notes and history, from its end, for reasons without a time of their own.</summary>
    public TimeSpan Handoffs { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The same by reason. What was said until the end of such a handoff goes with it, if it has not gone before.</summary>
    public IDictionary<TriageReason, TimeSpan> Reasons { get; } = new Dictionary<TriageReason, TimeSpan>
    {
        [TriageReason.Distress] = TimeSpan.FromDays(30),
        [TriageReason.Sensitive] = TimeSpan.FromDays(90),
        [TriageReason.Conflict] = TimeSpan.FromDays(90),
    };

    /// <summary>How often it is looked after.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The time of a channel.</summary>
    public TimeSpan OfChannel(string channel) => Channels.TryGetValue(channel, out var own) ? own : Messages;

    /// <summary>The time of a reason.</summary>
    public TimeSpan OfReason(TriageReason reason) => Reasons.TryGetValue(reason, out var own) ? own : Handoffs;

    /// <summary>Why the values cannot be used; null when they can.</summary>
    public string? Problem() =>
        Dedupe < TimeSpan.FromDays(7) ? "Retention:Dedupe must be at least seven days: channels deliver again for that long."
        : Payloads < TimeSpan.FromHours(1) || Payloads > Dedupe ? "Retention:Payloads must be between an hour and Retention:Dedupe."
        : Channels.Values.Append(Messages).Any(time => time < TimeSpan.FromHours(1)) ? "Retention:Messages and Retention:Channels must be at least an hour."
        : Reasons.Values.Append(Handoffs).Any(time => time < TimeSpan.FromHours(1)) ? "Retention:Handoffs and Retention:Reasons must be at least an hour."
        : Interval < TimeSpan.FromMinutes(1) || Interval > TimeSpan.FromHours(12) ? "Retention:Interval must be between a minute and twelve hours."
        : null;
}
