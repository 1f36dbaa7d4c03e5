using System.Text.Json;
using AssistantBot.Cards.Model;

namespace AssistantBot.Cards;

/// <summary>Questions to start with. The welcome itself stands in the message's text, where every client and screen reader finds it.</summary>
public static class WelcomeCard
{
    /// <summary>Draws the card.</summary>
    /// <param name="questions">Real questions of the knowledge base; at most four are shown.</param>
    /// <param name="language">Language of the texts.</param>
    /// <param name="wording">The texts.</param>
    public static AdaptiveCard Create(IReadOnlyList<string> questions, string language, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(wording);
        var text = wording.Get("welcome.examples", language);
        return new AdaptiveCard
        {
            Lang = language,
            FallbackText = text,
            Body =
            {
                new AdaptiveTextBlock(text) { IsSubtle = true },
                new AdaptiveActionSet { Actions = [.. questions.Take(4).Select(Ask)] },
            },
        };
    }

    // Teams posts the question as if the person had typed it.
    private static AdaptiveSubmitAction Ask(string question)
    {
        var data = new Dictionary<string, Dictionary<string, string>> { ["msteams"] = new() { ["type"] = "imBack", ["value"] = question } };
        return new AdaptiveSubmitAction { Title = question, Data = JsonSerializer.SerializeToElement(data, CardJson.Default.DictionaryStringDictionaryStringString) };
    }
}
