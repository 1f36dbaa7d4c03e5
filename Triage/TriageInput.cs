namespace AssistantBot.Triage;

/// <summary>What triage looks at: the message and the conversation before it.</summary>
/// <param name="Text">The message to judge.</param>
/// <param name="Language">Its language, <c>fr</c> or <c>en</c>; null when it is to be detected.</param>
public sealed record TriageInput(string Text, string? Language = null)
{
    /// <summary>Earlier messages, oldest first, without <see cref="Text"/>.</summary>
    public IReadOnlyList<TriageTurn> History { get; init; } = [];

    /// <summary>How many of the bot's answers the person rejected (thumbs down, "ce n'est pas ça").</summary>
    public int RejectedAnswers { get; init; }
}
