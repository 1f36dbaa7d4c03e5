namespace AssistantBot.BotFramework.Schema;

/// <summary>Settings chosen at installation.</summary>
public sealed class TeamsSettings : ProtocolObject
{
    /// <summary>The channel chosen.</summary>
    public ChannelInfo? SelectedChannel { get; set; }
}
