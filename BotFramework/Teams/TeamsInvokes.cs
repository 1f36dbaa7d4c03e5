using System.Text.Json;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Teams;

/// <summary>Which invokes are Teams', and what their value must be.</summary>
internal static class TeamsInvokes
{
    private static readonly HashSet<string> MessagingExtensions = new(StringComparer.Ordinal)
    {
        InvokeNames.ComposeExtensionQuery, "composeExtension/queryLink", "composeExtension/anonymousQueryLink", "composeExtension/selectItem",
        "composeExtension/submitAction", "composeExtension/fetchTask", "composeExtension/querySettingUrl", "composeExtension/setting",
        "composeExtension/onCardButtonClicked",
    };

    public static bool IsKnown(Activity activity) => activity.Name switch
    {
        null or "" => activity.ChannelId == ChannelIds.Msteams,
        InvokeNames.TaskFetch or InvokeNames.TaskSubmit or InvokeNames.FileConsent or InvokeNames.MessageSubmitAction or InvokeNames.MessageFetchTask => true,
        var name => MessagingExtensions.Contains(name),
    };

    /// <exception cref="InvokeResponseException">Status 400: the value is not an object.</exception>
    public static JsonElement RequireObject(Activity activity) =>
        activity.Value is { ValueKind: JsonValueKind.Object } value ? value : throw new InvokeResponseException(400);
}
