using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>How the dialogs stand, and what the last one gave.</summary>
/// <param name="Status">How the dialogs stand.</param>
/// <param name="Result">Result of a dialog that has ended, or null.</param>
public sealed record DialogTurnResult(DialogTurnStatus Status, object? Result = null)
{
    /// <summary>The result as a type, or the type's default.</summary>
    /// <exception cref="System.Text.Json.JsonException">The result is of another shape.</exception>
    public T? GetResult<T>() => StateJson.ConvertTo<T>(Result);
}
