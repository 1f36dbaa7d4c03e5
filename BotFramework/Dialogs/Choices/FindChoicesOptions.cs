namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>How a choice is looked for in an answer.</summary>
public sealed record FindChoicesOptions
{
    /// <summary>True not to look for the values.</summary>
    public bool NoValue { get; init; }

    /// <summary>True not to look for the buttons' titles.</summary>
    public bool NoAction { get; init; }

    /// <summary>False not to understand "2" or "deux".</summary>
    public bool RecognizeNumbers { get; init; } = true;

    /// <summary>False not to understand "the second one" or "la deuxième".</summary>
    public bool RecognizeOrdinals { get; init; } = true;

    /// <summary>True when some of a choice's words will do.</summary>
    public bool AllowPartialMatches { get; init; }

    /// <summary>How many other words may stand between two words of a choice.</summary>
    public int MaxTokenDistance { get; init; } = 2;
}
