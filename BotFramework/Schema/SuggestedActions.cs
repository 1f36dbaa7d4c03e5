namespace AssistantBot.BotFramework.Schema;

/// <summary>Buttons above the input box, gone once one is used.</summary>
public sealed class SuggestedActions : ProtocolObject
{
    /// <summary>Account ids that see them; null for everyone.</summary>
    public IList<string>? To { get; set; }

    /// <summary>The buttons.</summary>
    public IList<CardAction>? Actions { get; set; }
}
