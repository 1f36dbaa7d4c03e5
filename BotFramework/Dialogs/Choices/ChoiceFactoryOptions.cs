namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Words around choices written as text.</summary>
public sealed record ChoiceFactoryOptions
{
    /// <summary>Between choices.</summary>
    public string InlineSeparator { get; init; } = ", ";

    /// <summary>Between two choices.</summary>
    public string InlineOr { get; init; } = " or ";

    /// <summary>Before the last of three or more.</summary>
    public string InlineOrMore { get; init; } = ", or ";

    /// <summary>True to number the choices.</summary>
    public bool IncludeNumbers { get; init; } = true;
}
