using AssistantBot.Cards.Model;

namespace AssistantBot.Cards;

/// <summary>What opens when a person looks at the source of an answer.</summary>
public static class AnswerSourceCard
{
    private const int Longest = 1500;

    /// <summary>Draws the card.</summary>
    /// <param name="source">Title of the document.</param>
    /// <param name="question">The question the entry answers.</param>
    /// <param name="passage">The passage the answer stands on, Markdown of the organisation's own.</param>
    /// <param name="link">Where the document can be read (https), or null.</param>
    /// <param name="language">Language of the texts.</param>
    /// <param name="wording">The texts.</param>
    public static AdaptiveCard Create(string source, string question, string passage, string? link, string language, IWording wording)
    {
        ArgumentNullException.ThrowIfNull(passage);
        ArgumentNullException.ThrowIfNull(wording);
        var card = new AdaptiveCard
        {
            Lang = language,
            FallbackText = source,
            Body =
            {
                new AdaptiveTextBlock(AdaptiveText.Escape(question, 200)) { Weight = AdaptiveTextWeight.Bolder },
                new AdaptiveTextBlock(passage.Length <= Longest ? passage : passage[..(char.IsHighSurrogate(passage[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…"),
                new AdaptiveTextBlock(wording.Get("answer.source", language, ("source", AdaptiveText.Escape(source, 120)))) { IsSubtle = true, Size = AdaptiveTextSize.Small },
            },
        };
        if (link is not null)
            card.Body.Add(new AdaptiveActionSet { Actions = { new AdaptiveOpenUrlAction(wording.Get("answer.openDocument", language), link) } });
        return card;
    }
}
