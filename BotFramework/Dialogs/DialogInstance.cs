using System.Text.Json.Serialization;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>A dialog on the stack, as it is stored.</summary>
public sealed class DialogInstance
{
    /// <summary>Id of the dialog.</summary>
    public string Id { get; set; } = "";

    /// <summary>What the dialog remembers.</summary>
    public ValueBag State { get; set; } = [];

    /// <summary>Kept for state written by the SDK; null here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StackIndex { get; set; }

    /// <summary>Version of the dialog that wrote the state, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; set; }
}
