namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Words of the prompts in a language.</summary>
/// <param name="Language">Two-letter language.</param>
/// <param name="Choices">Words around choices.</param>
/// <param name="Yes">The word for yes.</param>
/// <param name="No">The word for no.</param>
public sealed record PromptCulture(string Language, ChoiceFactoryOptions Choices, string Yes, string No)
{
    /// <summary>English.</summary>
    public static PromptCulture English { get; } = new("en", new ChoiceFactoryOptions(), "Yes", "No");

    /// <summary>French.</summary>
    public static PromptCulture French { get; } = new("fr", new ChoiceFactoryOptions { InlineOr = " ou ", InlineOrMore = " ou " }, "Oui", "Non");

    /// <summary>The first of the locales (BCP 47) whose language is known, else English. Garbage is passed over.</summary>
    public static PromptCulture For(params ReadOnlySpan<string?> locales)
    {
        foreach (var locale in locales)
        {
            var language = (locale ?? "").Trim().Split('-', '_')[0];
            if (language.Equals("fr", StringComparison.OrdinalIgnoreCase))
                return French;
            if (language.Equals("en", StringComparison.OrdinalIgnoreCase))
                return English;
        }

        return English;
    }
}
