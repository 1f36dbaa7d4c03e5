using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Handoff.Requests;

/// <summary>Write a handoff's new state and the line of history that explains it.</summary>
/// <param name="After">The handoff after the transition.</param>
/// <param name="Event">What happened.</param>
public sealed record HandoffTransitionEffect(HandoffRequest After, HandoffEvent Event) : TurnEffect
{
    /// <inheritdoc/>
    public override IEnumerable<VersionKey> Raises => [HandoffVersions.Of(After.Id), HandoffVersions.OpenIn(After.Conversation)];
}
