namespace AssistantBot.Cards.Model;

/// <summary>Opens a page.</summary>
public sealed class AdaptiveOpenUrlAction : AdaptiveAction
{
    /// <summary>Creates the action.</summary>
    /// <param name="title">What the button says.</param>
    /// <param name="url">https address.</param>
    public AdaptiveOpenUrlAction(string title, string url)
    {
        Title = title;
        Url = url;
    }

    /// <summary>https address.</summary>
    public string Url { get; set; }
}
