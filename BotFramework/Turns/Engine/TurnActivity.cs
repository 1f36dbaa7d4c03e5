using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>Reads what a claimed row holds.</summary>
internal static class TurnActivity
{
    private static readonly TurnIdentity Nobody = new(TurnOrigin.Internal, null);

    public static TurnIdentity ReadIdentity(ClaimedTurn turn) =>
        JsonSerializer.Deserialize(turn.Identity, TurnJson.Default.TurnIdentity) ?? Nobody;

    public static ConversationReference? ReadReference(byte[]? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, ActivityJson.Context.ConversationReference);

    /// <summary>
    /// The activity, parsed anew for each run. What came from us (desk, timer, another conversation) is addressed by the stored reference,
    /// as it stands now.
    /// </summary>
    public static Activity Read(ClaimedTurn turn)
    {
        var activity = ActivityJson.Read(turn.Activity);
        if (turn.Origin is TurnOrigin.Channel or TurnOrigin.DirectLine)
            return activity;
        var reference = ReadReference(turn.Reference);
        activity.ChannelId = turn.Conversation.ChannelId;
        activity.ServiceUrl = reference?.ServiceUrl ?? activity.ServiceUrl;
        activity.Conversation = reference?.Conversation ?? activity.Conversation ?? new ConversationAccount();
        activity.Conversation.Id ??= turn.Conversation.ConversationId;
        activity.Recipient = reference?.Bot ?? activity.Recipient;
        activity.From ??= reference?.User;
        activity.Locale ??= reference?.Locale;
        return activity;
    }
}
