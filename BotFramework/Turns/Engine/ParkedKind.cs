namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What is parked.</summary>
public enum ParkedKind
{
    /// <summary>A message whose turn failed too often.</summary>
    Message,

    /// <summary>An activity that the channel refuses for good.</summary>
    Send,

    /// <summary>A conversation that the channel has closed to us; its sending goes on when the person writes.</summary>
    Conversation,
}
