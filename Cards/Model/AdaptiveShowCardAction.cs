namespace AssistantBot.Cards.Model;

/// <summary>Unfolds a card within the card.</summary>
public sealed class AdaptiveShowCardAction : AdaptiveAction
{
    /// <summary>Creates the action.</summary>
    /// <param name="title">What the button says.</param>
    /// <param name="card">What it unfolds.</param>
    public AdaptiveShowCardAction(string title, AdaptiveCard card)
    {
        Title = title;
        Card = card;
    }

    /// <summary>What it unfolds.</summary>
    public AdaptiveCard Card { get; set; }
}
