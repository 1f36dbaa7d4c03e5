using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>What a prompt asks. Stored with the dialog, so it must survive JSON.</summary>
public class PromptOptions
{
    /// <summary>The question.</summary>
    public Activity? Prompt { get; set; }

    /// <summary>The question after an answer that was not understood; null to ask the first one again.</summary>
    public Activity? RetryPrompt { get; set; }

    /// <summary>The choices of a <see cref="ChoicePrompt"/>.</summary>
    public IList<Choice>? Choices { get; set; }

    /// <summary>How choices are shown; null for the prompt's own style.</summary>
    public ListStyle? Style { get; set; }

    /// <summary>Whatever the validator needs; after a turn a <see cref="System.Text.Json.JsonElement"/>.</summary>
    public object? Validations { get; set; }

    /// <summary>Locale to recognise answers in; null for the turn's.</summary>
    public string? RecognizeLanguage { get; set; }
}
