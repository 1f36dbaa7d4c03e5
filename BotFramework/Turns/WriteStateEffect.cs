namespace AssistantBot.BotFramework.Turns;

/// <summary>Write or delete a state document.</summary>
/// <param name="Key">The <c>IStorage</c> key.</param>
/// <param name="Json">The document, or null to delete it.</param>
public sealed record WriteStateEffect(string Key, string? Json) : TurnEffect
{
    /// <inheritdoc/>
    public override IEnumerable<VersionKey> Raises => [new(VersionKey.State, Key)];
}
