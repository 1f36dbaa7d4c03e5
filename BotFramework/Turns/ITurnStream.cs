namespace AssistantBot.BotFramework.Turns;

/// <summary>
/// Shows a reply while it is being written. Found with <c>turnContext.TurnState.Get&lt;ITurnStream&gt;()</c>; null where the channel cannot.
/// What is shown is never stored. The first message that the turn sends afterwards ends the stream and takes its place; it is an effect like
/// every other message.
/// </summary>
public interface ITurnStream
{
    /// <summary>True while something shown, by this run of the turn or an earlier one, has no final message yet.</summary>
    bool IsOpen { get; }

    /// <summary>
    /// Shows the whole text so far as soon as the channel takes it, and returns at once. A text that does not begin with what is shown
    /// already is not shown, nor is any after the turn's first message.
    /// </summary>
    /// <returns>Null to go on; what the person has read when they have stopped the stream, so that the rest need not be written.</returns>
    string? Show(string text);
}
