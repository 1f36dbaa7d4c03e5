namespace AssistantBot.Cards.Model;

/// <summary>Asks the client to run an action when the card comes into view, and so to show each viewer their own card.</summary>
/// <param name="Action">The <see cref="AdaptiveExecuteAction"/> to run; declared as its base, because only then its JSON type is written.</param>
/// <param name="UserIds">For whom, as channel account ids; empty for nobody (by hand only). At most <see cref="MaxUserIds"/>.</param>
public sealed record AdaptiveRefresh(AdaptiveAction Action, IReadOnlyList<string> UserIds)
{
    /// <summary>The channel's limit.</summary>
    public const int MaxUserIds = 60;
}
