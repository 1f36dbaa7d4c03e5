using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Relay;

/// <summary>The timers of a person's conversation that concern a handoff. Setting one again puts it off.</summary>
internal static class HandoffTimers
{
    /// <summary>Tell who waits that the request is still open.</summary>
    public const string Remind = "handoff/remind";

    /// <summary>Nothing is said any more in a handoff that somebody has taken.</summary>
    public const string Idle = "handoff/idle";

    /// <summary>Alert the next on call.</summary>
    public const string OnCall = "handoff/on-call";

    /// <summary>Somebody in distress was offered a person and has not answered.</summary>
    public const string Silence = "handoff/silence";

    /// <summary>Wakes the conversation up.</summary>
    public static void Start(TurnUnitOfWork work, string name, string handoffId, TimeSpan after, TimeProvider time, int step = 0) =>
        Start(work, name, new HandoffTimer(handoffId, step), after, time);

    /// <summary>Wakes the conversation up with more to remember.</summary>
    public static void Start(TurnUnitOfWork work, string name, HandoffTimer value, TimeSpan after, TimeProvider time) =>
        work.Add(new StartTimerEffect(name, time.GetUtcNow() + after, JsonSerializer.Serialize(value, HandoffJson.Default.HandoffTimer)));

    /// <summary>Reads the value of a timer that came due; null when it has another shape.</summary>
    public static HandoffTimer? Read(Activity activity)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return null;
        try
        {
            return value.Deserialize(HandoffJson.Default.HandoffTimer) is { HandoffId: not null } timer ? timer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
