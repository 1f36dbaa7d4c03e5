using System.Text.Json;
using AssistantBot.Cards.Model;

namespace AssistantBot.Cards;

/// <summary>The first thing an employee sees in Teams: that it is a machine, what it knows, and that people are behind it.</summary>
public static class WelcomeCard
{
    /// <summary>Draws the card.</summary>
    /// <param name="questions">Real questions of the knowledge base to start with; at most four are shown.</param>
    /// <param name="language">Language of the texts.</param>
    /// <param name="wording">The texts.</param>
    public static AdaptiveCard Create(IReadOnlyList<string> questions, string language, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(wording);
        var text = wording.Get("welcome", language);
        var card = new AdaptiveCard { Lang = language, FallbackText = text, Speak = text, Body = { new AdaptiveTextBlock(text) } };
        if (questions.Count > 0)
            card.Body.Add(new AdaptiveActionSet { Actions = [.. questions.Take(4).Select(Ask)] });
        return card;
    }

    // Teams posts the question as if the person had typed it.
    private static AdaptiveSubmitAction Ask(string question)
    {
        var data = new Dictionary<string, Dictionary<string, string>> { ["msteams"] = new() { ["type"] = "imBack", ["value"] = question } };
        return new AdaptiveSubmitAction { Title = question, Data = JsonSerializer.SerializeToElement(data, CardJson.Default.DictionaryStringDictionaryStringString) };
    }
}
