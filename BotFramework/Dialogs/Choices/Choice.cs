using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>One thing to choose.</summary>
public sealed class Choice
{
    /// <summary>Creates an empty choice.</summary>
    public Choice()
    {
    }

    /// <summary>Creates a choice.</summary>
    public Choice(string value) => Value = value;

    /// <summary>What is returned, and shown unless <see cref="Action"/> says otherwise.</summary>
    public string? Value { get; set; }

    /// <summary>The button; null for one that says the value.</summary>
    public CardAction? Action { get; set; }

    /// <summary>Other words for it.</summary>
    public IList<string>? Synonyms { get; set; }
}
