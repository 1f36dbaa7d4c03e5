using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;
using AssistantBot.Handoff.Requests;

namespace AssistantBot.Handoff.Relay;

/// <summary>Internal activities by which the conversations of a handoff reach each other.</summary>
internal static class HandoffPosts
{
    /// <summary>A signal to another conversation, or to the turn's own, where it is handled in order with the rest.</summary>
    public static PostInternalActivityEffect Signal(ConversationKey to, string name, HandoffSignal signal, string effectId) =>
        new(to, Activity.CreateEvent(name, JsonSerializer.SerializeToElement(signal, HandoffJson.Default.HandoffSignal)), effectId);

    /// <summary>Reads a signal; null when the value has another shape.</summary>
    public static HandoffSignal? Read(Activity activity)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value)
            return null;
        try
        {
            return value.Deserialize(HandoffJson.Default.HandoffSignal) is { HandoffId: not null } signal ? signal : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Tells the assistants' thread, when there is one, to show the handoff's card as it stands then.</summary>
    public static void ShowCard(TurnUnitOfWork work, HandoffRequest request)
    {
        if (request.Thread is { } thread)
            work.Add(Signal(thread, HandoffSignals.ShowCard, new HandoffSignal(request.Id), $"{request.Id}:{request.Version}:card"));
    }
}
