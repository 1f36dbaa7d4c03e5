namespace AssistantBot.BotFramework.Schema;

/// <summary>A part of the text to emphasise.</summary>
public sealed class TextHighlight : ProtocolObject
{
    /// <summary>The part.</summary>
    public string? Text { get; set; }

    /// <summary>Which occurrence, from 1.</summary>
    public int? Occurrence { get; set; }
}
