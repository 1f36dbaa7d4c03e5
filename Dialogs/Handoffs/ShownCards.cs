namespace AssistantBot.Dialogs.Handoffs;

/// <summary>The handoff cards that stand in one of the assistants' conversations.</summary>
internal sealed class ShownCards
{
    /// <summary>Local id of the activity with the card, by handoff.</summary>
    public Dictionary<string, string> Cards { get; set; } = [];
}
