namespace AssistantBot.BotFramework.Schema;

/// <summary>A failure as the connector words it.</summary>
public sealed class Error : ProtocolObject
{
    /// <summary>Short code, for example <c>BadArgument</c>.</summary>
    public string? Code { get; set; }

    /// <summary>For people.</summary>
    public string? Message { get; set; }

    /// <summary>The inner failure.</summary>
    public InnerHttpError? InnerHttpError { get; set; }
}
