namespace AssistantBot.BotFramework.Schema;

/// <summary>A programmatic action that accompanies the text.</summary>
public sealed class SemanticAction : ProtocolObject
{
    /// <summary>Action id.</summary>
    public string? Id { get; set; }

    /// <summary><c>start</c>, <c>continue</c> or <c>done</c>.</summary>
    public string? State { get; set; }

    /// <summary>Its parameters.</summary>
    public IDictionary<string, Entity>? Entities { get; set; }
}
