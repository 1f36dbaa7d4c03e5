using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>What channels can show.</summary>
internal static class ChoiceChannels
{
    public const int MaxActionTitleLength = 20;

    public static bool SupportsSuggestedActions(string? channelId, int count, string? conversationType) => channelId switch
    {
        ChannelIds.Msteams => count <= 3 && conversationType == ConversationTypes.Personal,
        ChannelIds.Directline or ChannelIds.Webchat or ChannelIds.Emulator => count <= 100,
        _ => false,
    };

    public static bool SupportsCardActions(string? channelId, int count) => channelId switch
    {
        ChannelIds.Msteams => count <= 50,
        ChannelIds.Directline or ChannelIds.Webchat or ChannelIds.Emulator => count <= 100,
        _ => false,
    };
}
